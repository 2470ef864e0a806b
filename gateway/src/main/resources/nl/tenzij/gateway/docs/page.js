window.addEventListener('DOMContentLoaded', () => {
  window.SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#api',
    deepLinking: true,
    // the validator is another party's server: nothing is sent there
    validatorUrl: null,
    persistAuthorization: false,
    docExpansion: 'none',
  });
});
