// The chart in a frame of another site.
import { testFramed } from '../framed.mjs';
import { test } from '../fixtures.mjs';
import { test as ofPublished } from '../published.mjs';

testFramed(test, []);

ofPublished.describe('a published site', () => testFramed(ofPublished));
