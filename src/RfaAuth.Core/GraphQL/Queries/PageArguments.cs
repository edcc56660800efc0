using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <param name="Holder">The argument whose input object has the two; null if the field has them itself.</param>
/// <param name="Start">The start of a page.</param>
/// <param name="Size">The number of items.</param>
internal sealed record PageArguments(SchemaArgument? Holder, PageArgument Start, PageArgument Size);

/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="HasDefault">Whether the service has a default value.</param>
internal sealed record PageArgument(string Name, TypeReference Type, bool HasDefault);
