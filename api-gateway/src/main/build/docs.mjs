// Writes the documentation as HTML pages, which the gateway serves below /assets/docs.
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const STYLE = 'docs.css';

/** The style of all pages. */
export const styleSheet = fileURLToPath(new URL(STYLE, import.meta.url));

/** The pages of a folder with documentation, and their images. */
export function docsBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => /\.(md|png)$/.test(file) && statSync(file).isFile())
    .sort();
}

/**
 * @param docs the folder with the documentation
 * @param webui the folder of the web UI, whose packages contain the parser of Markdown
 * @param to the folder for the pages
 */
export function writeDocs(docs, webui, to) {
  const MarkdownIt = createRequire(join(webui, 'package.json'))('markdown-it');
  const files = docsBelow(docs);
  const names = new Set(files.map((file) => relative(docs, file).split(sep).join('/')));
  mkdirSync(to, { recursive: true });
  cpSync(styleSheet, join(to, STYLE));
  for (const name of names) {
    const target = join(to, name.replace(/\.md$/, '.html'));
    mkdirSync(dirname(target), { recursive: true });
    if (name.endsWith('.md')) {
      writeFileSync(target, page(MarkdownIt, readFileSync(join(docs, name), 'utf8'), name, names));
    } else {
      cpSync(join(docs, name), target);
    }
  }
}

/** One page. HTML in the Markdown is shown as text, except comments, which are left out. */
export function page(MarkdownIt, markdown, name, names) {
  const parser = new MarkdownIt();
  const tokens = parser.parse(markdown.replace(/<!--[\s\S]*?-->/g, ''), {});
  let title = name;
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1];
    if (token.type === 'heading_open') {
      const text = inline.children.map(({ content }) => content).join('');
      token.attrSet('id', anchor(text));
      title = token.tag === 'h1' ? text : title;
    }
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') {
        child.attrSet('href', link(child.attrGet('href'), name, names));
      }
    }
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${posix.relative(posix.dirname(name), STYLE)}">
<title>${parser.utils.escapeHtml(title)} · Tributary</title>
</head>
<body>
<main>
${parser.renderer.render(tokens, parser.options, {})}</main>
</body>
</html>
`;
}

/** A link to another page leads to its HTML; a file outside of the documentation has no page, so the link stays here. */
export function link(href, name, names) {
  if (/^([a-z]+:|#)/.test(href)) {
    return href;
  }
  const [path, place] = href.split('#');
  const target = posix.join(posix.dirname(name), path);
  return names.has(target) ? path.replace(/\.md$/, '.html') + (place ? `#${place}` : '') : '#';
}

/** As GitHub names the headings of a page. */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
