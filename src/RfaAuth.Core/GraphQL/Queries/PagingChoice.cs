using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Chooses the arguments with which a list is paged, and the fields that its answer needs.</summary>
internal static class PagingChoice
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

    /// <summary>The arguments of a field for the start and the size of a page, in the first shape that the field supports. Else those in an input object.</summary>
    /// <exception cref="RfaException">PagingNotPossible.</exception>
    public static PageArguments Of(SelectedField list, SchemaIndex schema)
    {
        var field = list.Definition;
        var hasCursor = HasCursor(list.Type, schema);
        if (Choose(name => field.Argument(name) is { } argument ? (name, argument.TypeReference, argument.DefaultValue is not null) : null, hasCursor) is { } own)
            return new PageArguments(null, own.Start, own.Size);
        foreach (var argument in field.Arguments)
        {
            // The object cannot be written twice, and what is required in it is not known.
            if (FilterArguments.Has(argument.Name) || list.Arguments.Exists(entry => entry.Argument == argument))
                continue;
            if (argument.TypeReference is ListType or NonNullType { Type: ListType } || schema.Find(argument.TypeReference) is not { TypeKind: TypeKind.InputObject } type)
                continue;
            if (Choose(name => type.Field(name) is { } member ? (name, member.TypeReference, member.DefaultValue is not null) : null, hasCursor) is { } inner
                && type.Fields.All(member => !member.IsRequired || member.Name == inner.Start.Name || member.Name == inner.Size.Name))
                return new PageArguments(argument, inner.Start, inner.Size);
        }

        throw new RfaException(
            ErrorCodes.PagingNotPossible,
            $"The field '{field.Name}' has no arguments by which -All could page it: skip and take, page and limit, or after and first.");
    }

    private static (PageArgument Start, PageArgument Size)? Choose(Func<string, (string Name, TypeReference Type, bool HasDefault)?> find, bool hasCursor)
    {
        foreach (var (starts, sizes) in s_shapes)
        {
            var start = starts.Select(find).FirstOrDefault(argument => argument is not null);
            var size = sizes.Select(find).FirstOrDefault(argument => argument is not null);
            if (start is { } first && size is { } second && (first.Name != "after" || hasCursor))
                return (new PageArgument(first.Name, first.Type, first.HasDefault), new PageArgument(second.Name, second.Type, second.HasDefault));
        }

        return null;
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
