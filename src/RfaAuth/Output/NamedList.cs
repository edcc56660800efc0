using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Output;

/// <summary>Objects that users choose by name, with wildcards and without regard to case.</summary>
internal sealed class NamedList
{
    private readonly IReadOnlyList<(string Name, object Item)> _items;

    private NamedList(IEnumerable<(string Name, object Item)> items) => _items = items.ToList();

    public static NamedList Of(IEnumerable<SchemaType> types) => new(types.Select(type => (type.Name, (object)type)));

    public static NamedList Of(IEnumerable<SchemaField> fields) => new(fields.Select(field => (field.Name, (object)field)));

    public IEnumerable<string> Names => _items.Select(item => item.Name);

    /// <summary>The objects that match a pattern, each once, in their own order.</summary>
    public IEnumerable<object> Matching(IEnumerable<string> patterns)
    {
        var matchers = patterns.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        return _items.Where(item => matchers.Any(matcher => matcher.IsMatch(item.Name))).Select(item => item.Item);
    }

    /// <summary>The names without wildcards that do not exist. Each is an error, as everywhere in PowerShell.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> patterns) => patterns.Where(pattern =>
        !WildcardPattern.ContainsWildcardCharacters(pattern)
        && !_items.Any(item => string.Equals(item.Name, pattern, StringComparison.OrdinalIgnoreCase)));
}
