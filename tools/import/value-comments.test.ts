import { valueComments } from './value-comments';

const TEXT = `# A file of values.

# -- How many pods.
replicas: 1

service:
  # The type of the Service.
  # Another line.
  type: ClusterIP
  # nodePort: 30080
  # annotations: {}
  # Example: not a key
  port: 80 # beside it
# +docs:property
# +docs:section=Ingress
ingress: {}
  # className: nginx
`;

test('what stands above or beside a key is its documentation, without the marks of generators', () => {
  const { docs } = valueComments(TEXT);
  expect(Object.fromEntries(docs)).toEqual({
    replicas: 'How many pods.',
    'service.type': 'The type of the Service.\nAnother line.',
    'service.port': expect.stringContaining('nodePort'),
  });
});

test('keys that are commented out may be given, and a sentence is none', () => {
  expect([...valueComments(TEXT).commented]).toEqual(['service.nodePort', 'service.annotations', 'ingress.className']);
});

test('a comment cannot end the comment that it becomes', () => {
  const [doc] = valueComments('# ends */ here\na: 1\n').docs.values();
  expect(doc).not.toContain('*/');
});
