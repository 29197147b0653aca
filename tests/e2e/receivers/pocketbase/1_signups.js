// The collection that docs/signup.md describes, and someone who may read it.
migrate((app) => {
  app.save(
    new Collection({
      type: 'base',
      name: 'signups',
      createRule: '',
      // null: superusers only. E2E_LIST_RULE is the mistake, an empty rule: everyone.
      listRule: $os.getenv('E2E_LIST_RULE') === 'everyone' ? '' : null,
      viewRule: null,
      updateRule: null,
      deleteRule: null,
      fields: [
        { type: 'email', name: 'email', required: true },
        { type: 'text', name: 'name', max: 200 },
        { type: 'text', name: 'role', max: 50 },
        { type: 'bool', name: 'consent', required: true },
      ],
      indexes: ['CREATE UNIQUE INDEX idx_signups_email ON signups (email COLLATE NOCASE)'],
    }),
  );

  const reader = new Record(app.findCollectionByNameOrId('_superusers'));
  reader.set('email', $os.getenv('E2E_READER'));
  reader.set('password', $os.getenv('E2E_PASSWORD'));
  app.save(reader);

  const settings = app.settings();
  settings.rateLimits.enabled = true;
  settings.rateLimits.rules = [{ label: 'signups:create', maxRequests: 10, duration: 600 }];
  app.save(settings);
});
