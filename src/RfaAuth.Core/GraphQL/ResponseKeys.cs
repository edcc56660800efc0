using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL;

/// <summary>The names that the document gives to an answer's objects. Other names are from a field of free JSON. Pure.</summary>
internal static class ResponseKeys
{
    public static ISet<string> Of(Document document)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<SelectionSet>(
            document.Operations.Select(operation => operation.SelectionSet).Concat(document.Fragments.Select(fragment => fragment.SelectionSet)));
        while (pending.Count > 0)
        {
            foreach (var selection in pending.Pop().Selections)
            {
                if (selection is InlineFragment inline)
                    pending.Push(inline.SelectionSet);
                if (selection is not Field field)
                    continue;
                keys.Add(field.ResponseKey);
                if (field.SelectionSet is { } below)
                    pending.Push(below);
            }
        }

        return keys;
    }
}
