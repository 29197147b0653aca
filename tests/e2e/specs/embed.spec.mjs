// The chart in a frame of another site.
import { testFramed } from '../framed.mjs';
import { test } from '../fixtures.mjs';

testFramed(test);
