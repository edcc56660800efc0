namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>The types and directives in a text. They need not be a complete schema.</summary>
internal sealed record SchemaParts(IReadOnlyList<SchemaType> Types, IReadOnlyList<SchemaDirective> Directives);
