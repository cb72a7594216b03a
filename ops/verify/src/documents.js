// The GraphQL documents of the Shopify connector, from its files.
import { readFileSync, readdirSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';
import { COMPOSED } from './composed.js';

const FOLDER = new URL(
  '../../../connectors/shopify/src/main/resources/dev/tillbridge/connector/shopify/',
  import.meta.url,
);

/**
 * Every operation as `{name, text}`, with the fragments that it uses from whichever file. Throws when
 * a fragment is used by none.
 */
export function documents(folder = FOLDER, composed = COMPOSED) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const definitions = files.flatMap((file) => {
    return parse(readFileSync(new URL(file, folder), 'utf8')).definitions;
  });
  const fragments = new Map();
  for (const definition of definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION)) {
    if (fragments.has(definition.name.value)) {
      throw new Error(`two fragments are called ${definition.name.value}`);
    }
    fragments.set(definition.name.value, definition);
  }
  const unused = new Set(fragments.keys());
  const operations = [...definitions, ...composed.flatMap((text) => parse(text).definitions)]
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const used = spread(operation, fragments);
      used.forEach((fragment) => unused.delete(fragment.name.value));
      return { name: operation.name.value, text: [operation, ...used].map(print).join('\n\n') };
    });
  if (unused.size > 0) {
    throw new Error(`no document uses the fragment ${[...unused]}: see src/composed.js`);
  }
  return operations;
}

/** The fragments that a definition spreads, and those that they spread, each once. */
function spread(definition, fragments) {
  const used = new Set();
  const follow = (node) =>
    visit(node, {
      FragmentSpread({ name: { value: name } }) {
        if (!fragments.has(name)) {
          throw new Error(`no file has the fragment ${name}`);
        }
        if (!used.has(name)) {
          used.add(name);
          follow(fragments.get(name));
        }
      },
    });
  follow(definition);
  return [...used].map((name) => fragments.get(name));
}
