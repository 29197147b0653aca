// Published for Caddy below a path.
import { testHost } from '../host-tests.mjs';

testHost('caddy', '/repo/');
