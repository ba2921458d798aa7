// How the web app's `@/…` is found; read by dependency-cruiser alone (its reading of tsconfig needs a baseUrl, which
// TypeScript has left behind).
const { join } = require('node:path');

module.exports = { resolve: { alias: { '@': join(__dirname, 'frontend/src') } } };
