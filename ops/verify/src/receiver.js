// Takes webhooks in, as the hub does, and keeps each with what Shopify's own library says of it.
import { createServer } from 'node:http';
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { CLIENT_ID, CLIENT_SECRET } from './sandbox.js';

/** Shopify's library, as an app with this secret would set it up. */
export function appWith(apiSecretKey) {
  return shopifyApi({
    apiKey: CLIENT_ID,
    apiSecretKey,
    apiVersion: ApiVersion.July26,
    hostName: 'hub.example.com',
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error },
  });
}

/**
 * Listens on a free port, and answers each webhook with the verdict; `received` grows by `{topic,
 * headers, rawBody, verdict}`.
 */
export async function startReceiver(app = appWith(CLIENT_SECRET)) {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const { headers } = request;
    const rawBody = Buffer.concat(chunks).toString('utf8');
    const verdict = await app.webhooks.validate({ rawBody, rawRequest: request, rawResponse: response });
    received.push({ topic: headers['x-shopify-topic'], headers, rawBody, verdict });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(verdict));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}/webhooks`;
  return { address, received, stop: () => server.close() };
}
