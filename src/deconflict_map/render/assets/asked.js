// What a phrase was read as: its relation as a tree, the sizes of what was drawn, and what was taken for granted.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  function node(item) {
    return el('li', { class: 'dcm-node' },
      item.role ? el('span', { class: 'dcm-role' }, item.role + ' ') : null,
      el('strong', null, item.what),
      item.words ? [' “', name(item.words), '”'] : null,
      item.place === undefined ? null : item.place ? [' → ', name(item.place)] : ' → no place is known',
      item.values.map(([what, much]) => el('span', { class: 'dcm-value' }, '; ' + what + ': ', name(much))),
      item.parts.length ? el('ul', null, item.parts.map(node)) : null);
  }

  // The tree of a relation as nested lists.
  D.tree = (tree) => el('ul', { class: 'dcm-tree' }, node(tree));

  function drawn(asked, scene) {
    return asked.marks.map(({ mark, sizes }) => {
      const known = scene.marks.get('mark:' + mark);
      const label = asked.marks.length > 1 ? el('h3', null, name(known.title)) : null;
      return [
        label,
        known.drawable ? null : el('p', { class: 'dcm-warning' }, el('strong', null, 'Not fixed by the words. '), known.whyNot),
        known.findings.map((finding) => el('p', { class: 'dcm-warning' }, finding)),
        el('dl', { class: 'dcm-sizes' }, sizes.map(([what, much]) => [el('dt', null, what), el('dd', null, much)])),
      ];
    });
  }

  // The sections of a phrase's page; nothing for an article's.
  D.asked = function (scene) {
    const { asked, claims } = scene.data;
    if (!asked) return null;
    return el('section', { class: 'dcm-asked', id: 'dcm-asked' },
      el('h2', null, 'What is drawn'), drawn(asked, scene),
      el('h2', null, 'How the words were read'), claims.map((claim) => D.tree(claim.tree)),
      el('h2', null, 'Taken for granted'),
      asked.assumptions.length ? el('ul', null, asked.assumptions.map((one) => el('li', null, name(one)))) : el('p', { class: 'dcm-small' }, 'Nothing.'));
  };
})();
