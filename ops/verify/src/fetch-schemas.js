// Makes Shopify's schemas ready; exit code 3 when they cannot be had, 4 when they are not the pinned.
import { NotPinned, fetchSchemas } from './shopify-schema.js';

try {
  fetchSchemas();
} catch (e) {
  console.error(e.message);
  process.exit(e instanceof NotPinned ? 4 : 3);
}
