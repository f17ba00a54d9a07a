// The lists' own head: a search over names in all their spellings and over claims, and an order.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el } = D;

  // Case, accents, vowel signs, hyphens, apostrophes and spaces don't matter: “Deir Ezzor” finds “Deir ez-Zor”.
  const fold = (text) => text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

  const byTitle = new Intl.Collator('en', { numeric: true });
  const ORDERS = {
    text: ['in the order of the text', () => 0],
    name: ['by name', (one, other) => byTitle.compare(one.title, other.title)],
    kind: ['by kind', (one, other) => byTitle.compare(one.kind, other.kind) || byTitle.compare(one.title, other.title)],
    doubt: ['least sure first', (one, other) => one.sure - other.sure],
  };

  function matcher(query) {
    const wanted = query.split(/\s+/).map(fold).filter(Boolean);
    const whole = fold(query);
    if (!whole) return () => true;
    return (one) => {
      one.folded = one.folded || one.words().filter(Boolean).map(fold).join('\n');
      return one.folded.includes(whole) || wanted.every((word) => one.folded.includes(word));
    };
  }

  D.find = function (scene, groups) {
    const box = el('input', { type: 'search', id: 'dcm-search', autocomplete: 'off', spellcheck: 'false', maxlength: 200, 'aria-describedby': 'dcm-found' });
    const found = el('p', { class: 'dcm-small', id: 'dcm-found', role: 'status' });
    const order = el('select', { id: 'dcm-order' }, Object.entries(ORDERS).map(([id, [words]]) => el('option', { value: id }, words)));

    function tell(reorder) {
      const matches = matcher(box.value);
      const sorted = reorder ? (items) => [...items].sort(ORDERS[order.value][1]) : null;
      const shown = groups.map((each) => each.tell({ matches, order: sorted })).reduce((sum, n) => sum + n, 0);
      found.replaceChildren(box.value.trim() ? (shown === 1 ? '1 entry fits.' : shown + ' entries fit.') : '');
    }

    box.addEventListener('input', () => tell(false));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && box.value) {
        event.stopPropagation();
        box.value = '';
        tell(false);
      } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
        const first = document.querySelector('#dcm-lists li:not([hidden]) > button.dcm-entry');
        if (!first) return;
        event.preventDefault();
        first.focus();
      }
    });
    order.addEventListener('change', () => tell(true));
    scene.sifted.push(() => tell(false));
    tell(true);
    return el('div', { class: 'dcm-find', role: 'search' },
      el('label', { for: 'dcm-search' }, 'Find a name, in any spelling, or a claim'), box,
      el('label', { for: 'dcm-order' }, 'Listed'), order, found);
  };
})();
