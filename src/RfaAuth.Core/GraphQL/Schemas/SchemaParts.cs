namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>The types and directives that a text defines, whether or not they make a whole schema.</summary>
internal sealed record SchemaParts(IReadOnlyList<SchemaType> Types, IReadOnlyList<SchemaDirective> Directives);
