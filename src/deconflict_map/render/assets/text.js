// The article: title, banner, and its text with mentions and claims marked.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;
  const LONG = 100; // paragraphs of a text of which only those in sight are laid out
  const TAGS = { title: 'h1', heading: 'h2', paragraph: 'p' };

  D.banner = function (article, asked) {
    if (asked) {
      return el('p', { class: 'dcm-banner' }, 'Drawn from the words of a phrase', article.published ? ', said on ' + article.published : '', '; ',
        el('strong', null, 'not an observation'), '.');
    }
    const source = article.source ? name(article.source) : 'a text whose source is not known';
    const date = article.published ? 'published ' + article.published : 'publication date not known';
    return el('p', { class: 'dcm-banner' }, 'As described by ', source, ', ', date, '; ', el('strong', null, 'not an observation'), '.');
  };

  // Words beside a claim's own that belong to it: lit with it, and marked for what they are.
  const PARTS = { who: 'who says it', when: 'when', denial: 'denial', condition: 'condition', withheld: 'withheld' };

  function partOf(content, roles, scene) {
    let node = content;
    for (const [role, n] of roles) {
      const part = el('span', { class: 'dcm-part dcm-part-' + role, title: PARTS[role] + ': claim ' + n }, node);
      part.addEventListener('mouseenter', () => scene.light('claim:' + n, true));
      part.addEventListener('mouseleave', () => scene.light('claim:' + n, false));
      scene.register('claim:' + n, part);
      node = part;
    }
    return node;
  }

  function mentionNode(text, index, scene) {
    const mention = scene.data.mentions[index];
    const place = mention.place === null ? null : scene.places.get('place:' + mention.place);
    const state = place === null ? 'unplaced' : mention.literal ? 'placed' : 'associated';
    const unsure = state === 'placed' && mention.confidence < scene.data.unsure;
    const meaning = { unplaced: 'not placed', placed: 'on the map', associated: 'named, but not drawn here' }[state];
    const node = el('span', {
      class: 'dcm-mention dcm-' + state + (unsure ? ' dcm-unsure' : ''), role: 'button', tabindex: '0', 'data-dcm-key': 'mention:' + index,
      id: scene.named.has(index) ? null : 'dcm-mention-' + index, title: meaning + (unsure ? ', not sure' : ''),
    }, text);
    scene.named.add(index); // a name that a claim cuts in two is one all the same
    scene.register('mention:' + index, node);
    return scene.bind(node, 'mention:' + index);
  }

  // The words of a claim, and after its last words the number that opens its card.
  function claimed(content, numbers, scene) {
    let node = content;
    for (const n of numbers) {
      const claim = scene.claims.get('claim:' + n);
      const mark = claim.mark === null ? null : scene.marks.get('mark:' + claim.mark);
      node = el('span', { class: 'dcm-claim dcm-' + (mark ? mark.layer : 'undrawn'), 'data-dcm-claim': n }, node);
      node.addEventListener('mouseenter', () => scene.light('claim:' + n, true));
      node.addEventListener('mouseleave', () => scene.light('claim:' + n, false));
      scene.register('claim:' + n, node);
      const claimNode = node;
      scene.sifted.push(() => claimNode.classList.toggle('dcm-off', !scene.shows('claim:' + n)));
    }
    return node;
  }

  function numberNode(n, scene) {
    const claim = scene.claims.get('claim:' + n);
    const mark = claim.mark === null ? null : scene.marks.get('mark:' + claim.mark);
    const node = el('button', {
      type: 'button', class: 'dcm-number dcm-' + (mark ? mark.layer : 'undrawn'), id: 'dcm-claim-' + n,
      'aria-label': 'claim ' + n + ': why here?', 'data-dcm-key': 'claim:' + n,
    }, n);
    return scene.bind(node, 'claim:' + n);
  }

  D.block = function (block, scene, lastRun) {
    const node = el(TAGS[block.k] || 'p', { class: 'dcm-block dcm-block-' + block.k, dir: 'auto' });
    for (const run of block.r) {
      const [text, mention, numbers, roles] = run;
      const content = mention < 0 ? document.createTextNode(text) : mentionNode(text, mention, scene);
      node.append(partOf(claimed(content, numbers, scene), roles, scene));
      for (const n of numbers) if (lastRun.get(n) === run) node.append(numberNode(n, scene));
    }
    return node;
  };

  D.article = function (scene) {
    const { article, blocks } = scene.data;
    scene.named = new Set();
    const lastRun = new Map();
    for (const block of blocks) for (const run of block.r) for (const n of run[2]) lastRun.set(n, run);
    const titled = blocks.some(({ k }) => k === 'title');
    return el('article', { id: 'dcm-text', class: 'dcm-article', tabindex: '-1' },
      titled || !article.title ? null : el('h1', { dir: 'auto' }, article.title),
      article.withheld ? el('ul', { class: 'dcm-small', id: 'dcm-withheld' }, article.withheld.map((line) => el('li', null, line))) : null,
      el(scene.data.asked ? 'div' : 'section', { class: (scene.data.asked ? 'dcm-phrase' : 'dcm-body') + (blocks.length > LONG ? ' dcm-long' : '') }, blocks.map((block) => D.block(block, scene, lastRun))),
      article.url ? el('p', { class: 'dcm-source' }, 'Source: ', D.link(article.url, article.source || article.url)) : null,
      article.notes.length
        ? el('details', { class: 'dcm-notes' }, el('summary', null, 'How the text was read'),
          el('ul', null, article.notes.map((note) => el('li', null, note))))
        : null);
  };
})();
