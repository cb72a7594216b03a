// Keeps the app's own files, so that the till opens without a network. It never touches the API.
const BASE = __BASE__;
const CACHE = 'register-' + __VERSION__;
const FILES = __FILES__;

self.addEventListener('install', (event) => {
  // No skipWaiting here: a new version takes over between sales, when the page asks for it.
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n.startsWith('register-') && n !== CACHE).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') {
    self.skipWaiting();
  }
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(BASE)) {
    return;
  }
  const path = event.request.mode === 'navigate' ? BASE + 'index.html' : url.pathname;
  if (FILES.includes(path)) {
    event.respondWith(caches.match(path, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)));
  }
});
