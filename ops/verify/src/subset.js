// Whether a schema that we wrote down ourselves says the same as Shopify's, as far as it goes.
import {
  Kind,
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';

const BUILT_IN = /^__|^(ID|Int|Float|String|Boolean)$/;

/** What a schema of ours says otherwise than Shopify's; what it leaves out is its own affair. */
export function subsetFaults(text, theirs) {
  const document = parse(text);
  const mentioned = mentionedOnly(document);
  const scalars = mentioned.map((value) => ({
    kind: Kind.SCALAR_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value },
  }));
  const definitions = [...document.definitions, ...scalars];
  const ours = buildASTSchema({ ...document, definitions }, { assumeValidSDL: true });
  const faults = mentioned
    .filter((name) => !theirs.getType(name))
    .map((name) => `there is no ${name}`);
  const types = Object.values(ours.getTypeMap()).filter((type) => {
    return !BUILT_IN.test(type.name) && !mentioned.includes(type.name);
  });
  for (const type of types) {
    const there = theirs.getType(type.name);
    if (!there || there.constructor !== type.constructor) {
      faults.push(there ? `${type.name} is another kind of type` : `there is no ${type.name}`);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      compareFields(type, there, faults);
      if (isObjectType(type)) {
        const known = new Set(there.getInterfaces().map((i) => i.name));
        for (const { name } of type.getInterfaces().filter((i) => !known.has(i.name))) {
          faults.push(`${type.name} is no ${name}`);
        }
      }
    } else if (isInputObjectType(type)) {
      compareInputs(type.name, Object.values(type.getFields()), there.getFields(), faults);
    } else if (isEnumType(type)) {
      for (const { name } of type.getValues().filter((value) => !there.getValue(value.name))) {
        faults.push(`${type.name} has no ${name}`);
      }
    }
  }
  return faults;
}

/** The types that a text names without saying what they are: nothing can be selected in them. */
function mentionedOnly(document) {
  const mentioned = new Set();
  const defined = new Set();
  visit(document, {
    NamedType: ({ name }) => void mentioned.add(name.value),
    enter(node) {
      if (isTypeDefinitionNode(node)) {
        defined.add(node.name.value);
      }
    },
  });
  return [...mentioned].filter((name) => !defined.has(name) && !BUILT_IN.test(name));
}

function compareFields(type, there, faults) {
  for (const field of Object.values(type.getFields())) {
    const where = `${type.name}.${field.name}`;
    const match = there.getFields()[field.name];
    if (!match) {
      faults.push(`there is no ${where}`);
      continue;
    }
    if (String(field.type) !== String(match.type)) {
      faults.push(`${where} is ${match.type}, not ${field.type}`);
    }
    const isDeprecated = (one) => one.deprecationReason != null;
    if (isDeprecated(match) && !isDeprecated(field)) {
      faults.push(`${where} is deprecated`);
    }
    compareInputs(where, field.args, byName(match.args), faults);
  }
}

function compareInputs(where, inputs, there, faults) {
  for (const input of inputs) {
    const match = there[input.name];
    if (!match) {
      faults.push(`${where} takes no ${input.name}`);
    } else if (String(input.type) !== String(match.type)) {
      faults.push(`${where}(${input.name}) is ${match.type}, not ${input.type}`);
    } else if (!sameDefault(input, match)) {
      faults.push(`${where}(${input.name}) is ${match.defaultValue} when left out`);
    }
  }
}

function sameDefault(input, match) {
  return JSON.stringify(input.defaultValue) === JSON.stringify(match.defaultValue);
}

const byName = (list) => Object.fromEntries(list.map((one) => [one.name, one]));
