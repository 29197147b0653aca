// Published for Caddy at the root of a host.
import { testHost } from '../host-tests.mjs';

testHost('caddy', '/');
