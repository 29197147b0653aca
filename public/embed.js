// For pages that show a picture of a Challenge Map in a frame: keeps each frame as tall as what is in it.
// A frame tells its height; only frames of this script's own site are listened to.
(() => {
  const site = new URL(document.currentScript.src).origin;
  addEventListener('message', ({ data, origin, source }) => {
    if (origin !== site || data?.challengeMap !== 'height' || !(data.height > 0)) return;
    for (const frame of document.querySelectorAll('iframe[data-challenge-map]')) {
      if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.ceil(data.height), 20000)}px`;
    }
  });
})();
