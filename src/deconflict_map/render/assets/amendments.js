// The list of corrections: what became of those that the page was built with, and those made on it, to be kept.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;
  const FIRST = 'version = 1\n';

  function past(one, scene) {
    const key = one.claim !== null ? 'claim:' + one.claim : one.mentions.length ? 'mention:' + one.mentions[0] : null;
    const words = [el('strong', null, one.applied ? '' : 'Not applied: '), '“', name(one.words), '”, ', one.kind, ' ', D.correctionLine(one)];
    if (key === null) return el('li', { class: 'dcm-entry' }, words);
    const button = el('button', { type: 'button', class: 'dcm-entry', 'data-dcm-key': key }, words);
    return el('li', null, scene.bind(button, key));
  }

  function save(scene) {
    const tables = scene.amendments.map(([kind, values]) => D.tomlTable(kind, values));
    return [scene.data.correctionsFile || FIRST, ...tables].join('\n');
  }

  D.corrections = function (scene) {
    const { corrections } = scene.data;
    if (!corrections) return null;
    scene.amendments = [];
    const list = el('ul', { class: 'dcm-entries', id: 'dcm-amendments' });
    const keep = D.keepButton('Download my corrections', '.corrections.toml', 'application/toml', scene, () => save(scene));
    const how = el('p', { class: 'dcm-small' }, 'Put the file beside the article, called like it with “.corrections.toml” behind, or name it: ', el('code', null, 'deconflict-map build ARTICLE --corrections FILE'), '.');
    const own = el('div', { hidden: true }, el('h3', null, 'Made here'), list, el('p', { class: 'dcm-actions' }, keep), how);
    scene.amended = () => {
      own.hidden = !scene.amendments.length;
      list.replaceChildren(...scene.amendments.map(([kind, values], place) => {
        const drop = el('button', { type: 'button', class: 'dcm-only', 'aria-label': 'remove correction ' + (place + 1) }, 'remove');
        drop.addEventListener('click', () => {
          scene.amendments.splice(place, 1);
          scene.amended();
          document.getElementById('dcm-corrections').focus();
        });
        return el('li', null, kind, ': “', name(values.quote || values.name), '” ', values.is ? ['is ', name(values.is)] : '', ' ', drop);
      }));
    };
    const none = 'None yet. Every card has a “Not right?” at its end.';
    return el('section', { class: 'dcm-keep', id: 'dcm-corrections', tabindex: '-1', 'aria-label': 'Corrections' },
      el('h2', null, 'Corrections ', el('span', { class: 'dcm-count' }, corrections.length)),
      corrections.length ? el('ul', { class: 'dcm-entries' }, corrections.map((one) => past(one, scene))) : el('p', { class: 'dcm-small' }, none), own);
  };
})();
