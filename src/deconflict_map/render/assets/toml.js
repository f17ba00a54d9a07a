// Corrections as tables of TOML, and the words that they are bound to.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const CONTEXT = 32;
  const WIDEST = 256;

  // JSON's escapes are TOML's, but for DEL, and lone surrogates, which aren't text.
  const quoted = (text) => JSON.stringify(text.toWellFormed ? text.toWellFormed() : text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replaceAll('\u007f', '\\u007F');

  function written(value) {
    if (Array.isArray(value)) return '[' + value.map(written).join(', ') + ']';
    return typeof value === 'string' ? quoted(value) : String(value);
  }

  const given = (value) => value !== undefined && value !== null && value !== '' && value !== false && !(Array.isArray(value) && !value.length);

  // One table; a day (`on`) is written bare, as TOML has dates.
  D.tomlTable = function (kind, { on, ...values }) {
    const rows = Object.entries(values).filter(([, value]) => given(value)).map(([key, value]) => key + ' = ' + written(value));
    if (on) rows.push('on = ' + on);
    return '[[' + kind + ']]\n' + rows.join('\n') + '\n';
  };

  const points = (text) => [...text].length;
  const joined = (runs) => runs.map(([text]) => text).join('');

  // Where the words of a mention or a claim stand: their block, and the words before, in and behind them.
  function found(blocks, holds) {
    for (const block of blocks) {
      const first = block.r.findIndex(holds);
      if (first < 0 || block.k === 'correction') continue;
      const last = block.r.findLastIndex(holds);
      return { block, before: joined(block.r.slice(0, first)), quote: joined(block.r.slice(first, last + 1)), after: joined(block.r.slice(last + 1)) };
    }
    return null;
  }

  const tail = (text, n) => [...text].slice(-n).join('');
  const head = (text, n) => [...text].slice(0, n).join('');

  // As much around the words as tells them from every other place where they stand.
  function anchor(blocks, spot) {
    const whole = blocks.filter(({ k }) => k !== 'correction').map(({ r }) => joined(r)).join('\n\n');
    const times = (text) => whole.split(text).length - 1;
    let reach = CONTEXT;
    while (reach < WIDEST && times(tail(spot.before, reach) + spot.quote + head(spot.after, reach)) > 1) reach += CONTEXT;
    return {
      quote: spot.quote, before: tail(spot.before, reach), after: head(spot.after, reach),
      at: spot.block.s + points(spot.before), times: times(spot.quote),
    };
  }

  // A function that gives the anchor, since a card opens far more often than it is corrected; `null` without the text.
  function anchorOf(scene, holds) {
    const blocks = scene.data.blocks || [];
    const spot = found(blocks, holds);
    return spot && (() => anchor(blocks, spot));
  }

  D.mentionAnchor = (scene, index) => anchorOf(scene, ([, mention]) => mention === index);
  D.claimAnchor = (scene, n) => anchorOf(scene, ([, , numbers]) => numbers.includes(n));
})();
