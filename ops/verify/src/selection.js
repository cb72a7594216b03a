// Writes the largest selection of a type that a schema allows, so that no field stays unasked.
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

const MOST_NODES = 2;

/**
 * Everything that a schema lets ask of a type, objects within objects this deep. `required` tells by an
 * argument's name what to ask with.
 */
export function everythingOf(schema, type, depth, required) {
  const parts = ['__typename'];
  for (const field of Object.values(type.getFields())) {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) {
      parts.push(field.name + argumentsOf(field, required));
    } else if (inner.name.endsWith('Connection') && depth > 0) {
      const node = getNamedType(inner.getFields().nodes.type);
      const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
      const edges = 'edges { cursor node { __typename } }';
      const nodes = everythingOf(schema, node, depth - 1, required);
      parts.push(`${field.name}${argumentsOf(field, required)} { ${page} ${edges} nodes { ${nodes} } }`);
    } else if ((isObjectType(inner) && depth > 0) || isFlat(inner)) {
      const deeper = everythingOf(schema, inner, isFlat(inner) ? 0 : depth - 1, required);
      parts.push(`${field.name}${argumentsOf(field, required)} { ${deeper} }`);
    }
  }
  for (const kind of isInterfaceType(type) ? schema.getPossibleTypes(type) : []) {
    parts.push(`... on ${kind.name} { ${everythingOf(schema, kind, 0, required)} }`);
  }
  return parts.join(' ');
}

/** Money in its bags, and what stands behind an interface other than Node, is asked for at any depth. */
function isFlat(type) {
  return isInterfaceType(type) ? type.name !== 'Node' : /^(MoneyBag|MoneyV2)$/.test(type.name);
}

function argumentsOf(field, required) {
  const given = [];
  for (const argument of field.args) {
    if (argument.name === 'first') {
      given.push(`first: ${MOST_NODES}`);
    } else if (isNonNullType(argument.type)) {
      if (!(argument.name in required)) {
        throw new Error(`nobody says what ${argument.name} of ${field.name} is to be`);
      }
      const value = required[argument.name];
      given.push(`${argument.name}: ${JSON.stringify(isListType(argument.type.ofType) ? [value].flat() : value)}`);
    }
  }
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}
