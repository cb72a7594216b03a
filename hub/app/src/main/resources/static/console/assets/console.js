// Says when the hub does not answer. Everything else on this page is HTML that htmx fetches.
(() => {
  const banner = () => document.getElementById('offline');
  const lost = () => {
    const shown = banner();
    if (shown) shown.hidden = false;
  };
  const back = () => {
    const shown = banner();
    if (shown) shown.hidden = true;
  };
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:timeout', lost);
  document.addEventListener('htmx:afterRequest', (event) => {
    const status = event.detail.xhr.status;
    if (status >= 500) lost();
    else if (status > 0) back();
  });
  // The search is live; without this, Enter would load the page anew.
  document.addEventListener('submit', (event) => {
    if (event.target.matches('form.search')) event.preventDefault();
  });
})();
