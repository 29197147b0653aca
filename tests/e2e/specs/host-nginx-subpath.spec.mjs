// Published for nginx below a path.
import { testHost } from '../host-tests.mjs';

testHost('nginx', '/repo/');
