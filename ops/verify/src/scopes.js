// Which access scopes a document needs, by what Shopify publishes beside its schema.
import { TypeInfo, getNamedType, parse, visit, visitWithTypeInfo } from 'graphql';

/**
 * What the scopes leave unreadable: sentences, none when they are enough. A shop answers such a field
 * with null and an error, so the whole document fails.
 *
 * @param access lists of scopes by "Type" or "Type.field", of which any one is enough
 */
export function scopeFaults(schema, access, text, scopes) {
  const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]));
  const faults = new Set();
  const types = new TypeInfo(schema);
  const look = (what) => {
    const any = access.get(what) ?? [];
    if (any.length > 0 && !any.some((scope) => granted.has(scope))) {
      faults.add(`${what} needs ${any.join(' or ')}`);
    }
  };
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field({ name }) {
        look(`${types.getParentType()?.name}.${name.value}`);
        look(getNamedType(types.getType())?.name);
      },
    }),
  );
  return [...faults];
}
