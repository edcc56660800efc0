using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Chooses the arguments with which a list is paged, and the fields that its answer needs.</summary>
internal static class PagingArguments
{
    private static readonly (string[] Starts, string[] Sizes)[] s_shapes =
    [
        (["after"], ["first", "limit"]),
        (["skip", "offset"], ["take", "limit", "first"]),
        (["page"], ["limit", "first", "perPage", "pageSize", "size", "count"]),
    ];

    private static readonly string[] s_hasMore = ["hasNextPage", "hasMorePages", "has_more_pages", "hasMore"];
    private static readonly string[] s_totals = ["totalCount", "total", "total_count", "totalItems"];
    private static readonly string[] s_infos = ["pageInfo", "paginatorInfo", "pagination", "meta"];

    /// <summary>The arguments of a field for the start and the size of a page, in the first shape that the field supports.</summary>
    /// <exception cref="RfaException">PagingNotPossible.</exception>
    public static IReadOnlyList<SchemaArgument> Of(SchemaField field, SchemaType type, SchemaIndex schema)
    {
        foreach (var (starts, sizes) in s_shapes)
        {
            var start = starts.Select(field.Argument).FirstOrDefault(argument => argument is not null);
            var size = sizes.Select(field.Argument).FirstOrDefault(argument => argument is not null);
            if (start is null || size is null || (start.Name == "after" && !HasCursor(type, schema)))
                continue;
            return [start, size];
        }

        throw new RfaException(
            ErrorCodes.PagingNotPossible,
            $"The field '{field.Name}' has no arguments by which -All could page it: skip and take, page and limit, or after and first.");
    }

    /// <summary>Selects a field that tells whether there are more items: the cursor if it is needed, else the first one that exists.</summary>
    public static void SelectFacts(SelectedField list, bool isByCursor, SchemaIndex schema)
    {
        if (isByCursor)
        {
            var info = list.Field(list.Type.Field("pageInfo")!, schema);
            info.Field(info.Type.Field("hasNextPage")!, schema);
            info.Field(info.Type.Field("endCursor")!, schema);
            return;
        }

        foreach (var names in new[] { s_hasMore, s_totals })
        {
            if (FieldOf(list.Type, names) is { } own)
            {
                list.Field(own, schema);
                return;
            }

            foreach (var info in s_infos.Select(list.Type.Field).OfType<SchemaField>())
            {
                if (schema.Find(info.TypeReference) is { IsComposite: true } type && FieldOf(type, names) is { } fact)
                {
                    list.Field(info, schema).Field(fact, schema);
                    return;
                }
            }
        }
    }

    private static bool HasCursor(SchemaType type, SchemaIndex schema) =>
        type.Field("pageInfo") is { } info && schema.Find(info.TypeReference) is { } page && page.Field("hasNextPage") is not null && page.Field("endCursor") is not null;

    private static SchemaField? FieldOf(SchemaType type, string[] names) =>
        names.Select(type.Field).OfType<SchemaField>().FirstOrDefault(field => field.Arguments.All(argument => !argument.IsRequired));
}
