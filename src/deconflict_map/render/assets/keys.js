// Keys: n and p step through the mentions, Esc closes, ? explains.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el } = D;

  const HELP = [
    ['Tab', 'goes on: text, lists, map'],
    ['Enter', 'opens the card “why here?”'],
    ['n / p', 'next / previous mention in the text'],
    ['/', 'find a name or a claim in the lists'],
    ['arrows on the slider', 'step through the days'],
    ['arrows on the line between', 'give the text or the map more room'],
    ['Esc', 'closes the card and goes back'],
    ['arrows, + and −', 'move the map while it has the focus'],
    ['?', 'this help'],
  ];

  function help() {
    const close = el('button', { type: 'button', class: 'dcm-close' }, 'Close');
    const box = el('dialog', { class: 'dcm-help', id: 'dcm-help', 'aria-labelledby': 'dcm-help-title' },
      el('h2', { id: 'dcm-help-title' }, 'Keys'),
      el('dl', null, HELP.map(([key, does]) => [el('dt', null, el('kbd', null, key)), el('dd', null, does)])),
      close);
    close.addEventListener('click', () => box.close());
    return box;
  }

  D.keys = function (scene) {
    const box = help();
    document.body.append(box);
    const mentions = () => [...document.querySelectorAll('.dcm-article .dcm-mention')];

    function step(by) {
      const all = mentions();
      if (!all.length) return;
      const here = all.indexOf(document.activeElement);
      const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length;
      all[next].focus();
      all[next].scrollIntoView({ block: 'center', behavior: D.calm() ? 'auto' : 'smooth' });
    }

    function find() {
      const box = document.getElementById('dcm-search');
      box.focus();
      box.scrollIntoView({ block: 'start', behavior: D.calm() ? 'auto' : 'smooth' });
    }

    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key !== 'Escape' && event.target.matches('input:not([type="checkbox"], [type="radio"], [type="range"]), select, textarea')) return; // letters are letters there
      if (event.key === 'Escape') scene.close();
      else if (event.key === '/') find();
      else if (event.key === 'n') step(1);
      else if (event.key === 'p') step(-1);
      else if (event.key === '?') box.showModal();
      else return;
      if (event.key !== 'Escape') event.preventDefault();
    });
    const button = el('button', { type: 'button', class: 'dcm-keys-button', 'aria-haspopup': 'dialog' }, 'Keys (?)');
    button.addEventListener('click', () => box.showModal());
    const search = el('button', { type: 'button', class: 'dcm-find-button' }, 'Find (/)');
    search.addEventListener('click', find);
    return [search, button];
  };
})();
