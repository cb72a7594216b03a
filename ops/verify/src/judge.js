// Judges what is sent and what is answered by a schema. Everything returns its findings as a list
// of sentences; an empty list is an acquittal.
import { isDeepStrictEqual } from 'node:util';
import {
  GraphQLError,
  NoDeprecatedCustomRule,
  execute,
  getNamedType,
  isLeafType,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { pagingFaults } from './paging.js';
import { formatFault } from './scalars.js';

/** What is wrong with a document that we would send. */
export function documentFaults(schema, text) {
  let document;
  try {
    document = parse(text);
  } catch (e) {
    return [e.message];
  }
  const rules = [...specifiedRules, NoDeprecatedCustomRule, MissingKeyRule];
  const faults = validate(schema, document, rules).map((error) => error.message);
  return faults.length > 0 ? faults : pagingFaults(schema, document);
}

/**
 * Shopify says only in a mutation's description that it refuses a call without the directive, so
 * ordinary validation cannot see it.
 */
function MissingKeyRule(context) {
  return {
    Field(node) {
      const isRoot = context.getParentType() === context.getSchema().getMutationType();
      const told = context.getFieldDef()?.description ?? '';
      const keyed = node.directives?.some((directive) => directive.name.value === 'idempotent');
      if (isRoot && /idempotency key is required/.test(told) && !keyed) {
        context.reportError(new GraphQLError(`${node.name.value} needs @idempotent`));
      }
    },
  };
}

/**
 * What is wrong with an answer, given the request that it answers: `{query, variables}` and the
 * envelope `{data, errors, extensions}`. A refusal without data is right about any request. Adds
 * what it looked at to `seen`, as "Type.field".
 */
export function answerFaults(schema, request, answer, seen = new Set()) {
  const faults = envelopeFaults(answer);
  if (answer.data === undefined || answer.data === null) {
    return answer.errors === undefined ? [...faults, 'neither data nor errors'] : faults;
  }
  const document = parse(request.query);
  const refusals = validate(schema, document);
  if (refusals.length > 0) {
    return [...faults, ...refusals.map((e) => `answered what Shopify refuses: ${e.message}`)];
  }
  const result = execute({
    schema,
    document,
    operationName: request.operationName,
    variableValues: request.variables ?? {},
    rootValue: answer.data,
    contextValue: seen,
    fieldResolver: told,
    typeResolver: typeOf,
  });
  for (const error of result.errors ?? []) {
    faults.push(error.path ? `${error.path.join('.')}: ${error.message}` : error.message);
  }
  if (faults.length === 0 && !isDeepStrictEqual(plain(result.data), answer.data)) {
    faults.push('holds more, or other things, than were asked for');
  }
  return faults;
}

/** One field as it was answered; its name is the alias, if it was asked for under one. */
function told(source, _arguments, seen, info) {
  const key = info.path.key;
  seen.add(`${info.parentType.name}.${info.fieldName}`);
  if (!(key in source)) {
    throw new GraphQLError('asked for and not answered');
  }
  const type = getNamedType(info.returnType);
  if (isLeafType(type)) {
    for (const leaf of [source[key]].flat(Infinity)) {
      const fault = leaf === null ? null : formatFault(type, leaf, info);
      if (fault) {
        throw new GraphQLError(fault);
      }
    }
  }
  return source[key];
}

/** Which type stands behind an interface: it says so itself, its id does, or it does not matter. */
function typeOf(value, _context, info, abstract) {
  const known = value.__typename ?? /^gid:\/\/shopify\/(\w+)\//.exec(value.id)?.[1];
  if (known) {
    return known;
  }
  const kinds = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []);
  return kinds.every((selection) => selection.kind === 'Field')
    ? info.schema.getPossibleTypes(abstract)[0].name
    : undefined;
}

function envelopeFaults(answer) {
  const faults = Object.keys(answer)
    .filter((key) => !['data', 'errors', 'extensions'].includes(key))
    .map((key) => `no envelope has ${key}`);
  if (answer.errors !== undefined) {
    const errors = Array.isArray(answer.errors) ? answer.errors : [];
    if (errors.length === 0 || errors.some((error) => typeof error?.message !== 'string')) {
      faults.push('errors must be a list of messages');
    }
    if (errors.some((error) => !['string', 'undefined'].includes(typeof error?.extensions?.code))) {
      faults.push('the code of an error must be a text');
    }
  }
  const cost = answer.extensions?.cost;
  const status = cost?.throttleStatus ?? {};
  const figures = [status.maximumAvailable, status.currentlyAvailable, status.restoreRate];
  if (!cost || !figures.every(Number.isFinite)) {
    faults.push('extensions.cost.throttleStatus must hold three numbers');
  }
  return faults;
}

/** Without the missing prototypes of graphql-js's results. */
const plain = (value) => JSON.parse(JSON.stringify(value));
