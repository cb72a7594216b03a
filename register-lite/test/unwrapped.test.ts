import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const SRC = new URL('../src', import.meta.url).pathname;

/** Names of keys are printed on keyboards, whatever people speak. */
const NO_WORDS = new Set(['kbd', 'code']);
/** Attributes, and properties of components, that somebody reads or hears. */
const READ = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'text', 'caption']);
/** Properties of objects that end on the screen. */
const SAID = new Set(['why', 'label', 'says', 'about', 'done', 'text']);
/** Functions whose first argument ends on the screen. */
const SAYING = new Set(['tell', 'setWrong', 'setSaid', 'NotThere']);
/** Not for people: what the hub or another program reads. */
const ALLOWED = new Set(['none', 'insecure', 'away', 'refused', 'again', ',"entries":[']);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

const isText = (text: unknown) => typeof text === 'string' && /\p{L}{2}/u.test(text) && !ALLOWED.has(text.trim());

/** Texts of an expression that is shown: through choices and joins, but not into calls, where `t` is. */
function shown(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
      return isText(node['value']) ? [String(node['value'])] : [];
    case 'TemplateLiteral':
      return [...(node['quasis'] as Node[]).flatMap((part) => (isText((part['value'] as { cooked: string }).cooked) ? [(part['value'] as { cooked: string }).cooked] : [])), ...(node['expressions'] as Node[]).flatMap(shown)];
    case 'ConditionalExpression':
      return [...shown(node['consequent'] as Node), ...shown(node['alternate'] as Node)];
    case 'LogicalExpression':
      return [...(node['operator'] === '&&' ? [] : shown(node['left'] as Node)), ...shown(node['right'] as Node)];
    case 'BinaryExpression':
      return node['operator'] === '+' ? [...shown(node['left'] as Node), ...shown(node['right'] as Node)] : [];
    case 'ParenthesizedExpression':
    case 'JSXExpressionContainer':
      return shown(node['expression'] as Node);
    default:
      return [];
  }
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node['name'] ?? '') : '';
}

/** English that somebody would read or hear in any language. */
function unwrapped(code: string, file: string): string[] {
  const found: string[] = [];
  const walk = (node: Node, quiet: boolean) => {
    switch (node.type) {
      case 'JSXText':
        found.push(...(!quiet && isText(node['value']) ? [String(node['value']).trim()] : []));
        break;
      case 'JSXElement':
      case 'JSXFragment':
        quiet ||= NO_WORDS.has(nameOf((node['openingElement'] as Node | undefined)?.['name']));
        found.push(...(quiet ? [] : (node['children'] as Node[]).filter((child) => child.type === 'JSXExpressionContainer').flatMap(shown)));
        break;
      case 'JSXAttribute':
        found.push(...(READ.has(nameOf(node['name'])) && isNode(node['value']) ? shown(node['value']) : []));
        break;
      case 'CallExpression':
      case 'NewExpression': {
        const [first] = node['arguments'] as Node[];
        const callee = node['callee'] as Node;
        const name = nameOf(callee.type === 'MemberExpression' ? callee['property'] : callee);
        found.push(...(first && SAYING.has(name) ? shown(first) : []));
        break;
      }
      case 'Property':
        found.push(...(SAID.has(nameOf(node['key'])) && isNode(node['value']) ? shown(node['value']) : []));
        break;
    }
    children(node).forEach((child) => walk(child, quiet));
  };
  const parsed = parseSync(file, code);
  expect(parsed.errors, file).toEqual([]);
  walk(parsed.program as unknown as Node, false);
  return found;
}

describe('no English is left that no other language replaces', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('words'));

  it.each(files)('in %s', (file) => {
    expect(unwrapped(readFileSync(join(SRC, file), 'utf8'), file)).toEqual([]);
  });
});

it.each([
  ['<p>Hello there</p>', 'Hello there'],
  ['<p>{open ? "Shift open" : t("No shift")}</p>', 'Shift open'],
  ['<p>{`${n} items`}</p>', ' items'],
  ['<button aria-label="Close" />', 'Close'],
  ['<Line label={on ? "On" : t("Off")} />', 'On'],
  ['<input placeholder={`Search ${x}`} />', 'Search '],
  ['tell("It is lost")', 'It is lost'],
  ['({ why: `cannot ${x}` })', 'cannot '],
])('the search finds what is not wrapped in %s', (code, text) => {
  expect(unwrapped(`const x = ${code};`, 'culprit.tsx')).toContain(text);
});

it.each(['<p>{t("Hello")} <kbd>Enter</kbd></p>', '<p class="quiet-text">{count} · {name}</p>', '<button aria-label={t("Close")} data-testid="close" />', 'tell(t("It is lost"), { tone: "wrong" })'])(
  'the search leaves %s alone',
  (code) => {
    expect(unwrapped(`const x = ${code};`, 'fine.tsx')).toEqual([]);
  },
);
