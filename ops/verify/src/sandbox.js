// A sandbox of its own for each test file: a process on a free port, and a client of it.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export const DOMAIN = 'tillbridge-demo.myshopify.com';
export const CLIENT_ID = 'demo-client';
export const CLIENT_SECRET = 'demo-shopify-secret';

const READY = /The sandbox serves at (\S+)\//;
const CATALOGUE = {
  currency: 'USD',
  taxRatePpm: 82500,
  products: [
    {
      title: 'Enamel mug',
      handle: 'mug',
      vendor: 'Till',
      variants: [
        { sku: 'MUG', barcode: '4006381333931', title: 'Blue', price: '19.99' },
        { sku: 'MUG-RED', title: 'Red', price: '18.00', taxable: true },
      ],
    },
    { title: 'Gift card', handle: 'gift', variants: [{ sku: 'GIFT', price: '25.00', taxable: false }] },
  ],
};

/** Starts one, with three SKUs and fifty of each; `more` are further options of its main class. */
export async function startSandbox(...more) {
  const { TILLBRIDGE_JAVA: java = 'java', TILLBRIDGE_SANDBOX_CLASSPATH: classpath } = process.env;
  const main = 'dev.tillbridge.sandbox.SandboxMain';
  const program = ['-XX:TieredStopAtLevel=1', '-Xmx192m', '-cp', classpath, main];
  const child = spawn(java, [...program, '--port', '0', ...more]);
  const base = await served(child);
  const sandbox = new Sandbox(child, base);
  await sandbox.control('/catalog', CATALOGUE);
  for (const sku of ['MUG', 'MUG-RED', 'GIFT']) {
    await sandbox.control('/shopify/inventory', { sku, available: 50 });
  }
  return sandbox;
}

/** Where it serves, as soon as it says so. */
function served(child) {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (bytes) => {
      said += bytes;
      const ready = READY.exec(said);
      if (ready) {
        resolve(ready[1]);
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}: ${said}`)));
  });
}

class Sandbox {
  #child;

  constructor(child, base) {
    this.#child = child;
    this.base = base;
  }

  stop() {
    this.#child.removeAllListeners('exit');
    this.#child.kill();
  }

  /** What a shopper, the shop's staff or a test does; a POST below /sandbox. */
  async control(path, body) {
    return ok(await this.#post(`/sandbox${path}`, {}, body));
  }

  /** What the sandbox holds to be true about the shop. */
  async truth() {
    return ok(await fetch(`${this.base}/sandbox/shopify/truth`));
  }

  /** Waits until every webhook has been taken in by whom it is for. */
  async toldEverybody() {
    while ((await this.truth()).webhooks.pending > 0) {
      await pause(50);
    }
  }

  async token() {
    const form = { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
    const path = `/shopify/${DOMAIN}/admin/oauth/access_token`;
    return (await ok(await this.#post(path, {}, form))).access_token;
  }

  /** One GraphQL request `{query, variables}`; waits and asks again while it is throttled. */
  async ask(token, version, request) {
    for (;;) {
      const path = `/shopify/${DOMAIN}/admin/api/${version}/graphql.json`;
      const answer = await ok(await this.#post(path, { 'X-Shopify-Access-Token': token }, request));
      if (answer.errors?.[0]?.extensions?.code !== 'THROTTLED') {
        return answer;
      }
      await pause(500);
    }
  }

  #post(path, headers, body) {
    return fetch(this.base + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

async function ok(response) {
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
