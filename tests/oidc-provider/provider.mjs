// A certified OpenID provider on loopback, for one client. Takes a free port
// and prints one line of JSON that says where it is; ends with SIGTERM, or
// when its standard input does.
//
//     node provider.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
if (!redirectUri) {
  console.error('usage: provider.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI');
  process.exit(2);
}

// The issuer names the port, so the port comes first.
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
    },
  ],
  pkce: { required: () => true },
  scopes: ['openid', 'offline_access'],
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  jwks: { keys: [privateKey.export({ format: 'jwk' })] },
  // Forms for login and consent. Every name and password is right.
  features: { devInteractions: { enabled: true } },
});
provider.on('server_error', (_, error) => console.error(error));
server.on('request', provider.callback());

process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
console.log(JSON.stringify({ issuer }));
