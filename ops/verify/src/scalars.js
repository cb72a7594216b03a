// How Shopify's scalars look on the wire, after their descriptions in its schema.
const isText = (value) => typeof value === 'string';
const text = (pattern) => (value) => isText(value) && pattern.test(value);
const INT_MAX = 2 ** 31 - 1;

const FORMATS = {
  BigInt: text(/^-?\d+$/),
  Boolean: (value) => typeof value === 'boolean',
  Color: text(/^#[0-9A-Fa-f]{6}$/),
  Date: text(/^\d{4}-\d\d-\d\d$/),
  DateTime: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
  Decimal: text(/^-?\d+(\.\d+)?$/),
  Float: Number.isFinite,
  FormattedString: isText,
  HTML: isText,
  ID: text(/^gid:\/\/shopify\/\w+\/.+$/),
  Int: (value) => Number.isInteger(value) && Math.abs(value) <= INT_MAX,
  JSON: () => true,
  Money: text(/^-?\d+(\.\d+)?$/),
  String: isText,
  StorefrontID: isText,
  URL: (value) => isText(value) && URL.canParse(value),
  UnsignedInt64: text(/^\d+$/),
  UtcOffset: text(/^[+-]\d\d:\d\d$/),
};

/** What is wrong with one value of a scalar or enum, or null. */
export function formatFault(type, value, info) {
  if (type.getValue) {
    return type.getValue(value) ? null : `${type.name} has no ${JSON.stringify(value)}`;
  }
  const format = FORMATS[type.name];
  if (!format) {
    return `nobody has written down how ${type.name} looks`;
  }
  if (!format(value)) {
    return `${JSON.stringify(value)} is no ${type.name}`;
  }
  const isOwnId = type.name === 'ID' && info.fieldName === 'id';
  return isOwnId && !value.startsWith(`gid://shopify/${info.parentType.name}/`)
    ? `${value} is not the id of any ${info.parentType.name}`
    : null;
}
