namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>The ways in which services page their lists.</summary>
internal enum ListShape
{
    /// <summary><c>skip</c> and <c>take</c>, the items under <c>items</c>: HotChocolate's collection segments, Red Flag Alert.</summary>
    Offset,

    /// <summary><c>page</c> and <c>limit</c>, the items under <c>data</c>: Toggle.</summary>
    PageNumber,

    /// <summary>
    /// <c>after</c> and <c>first</c>, the items under <c>nodes</c> or <c>edges</c>, most often <c>edges { node }</c>: the GraphQL Cursor Connections
    /// Specification (relay.dev/graphql/connections.htm).
    /// </summary>
    Cursor,
}
