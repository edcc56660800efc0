using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Json;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Exports;

/// <summary>
/// The columns of flattened items, from the selections of the document. Nested objects become columns with names joined by dots, and a
/// list is one column of JSON text. A document does not tell whether a field is a list. The schema tells it if it is known, else the first items
/// do, else the field is taken for an object. Safe from any thread.
/// </summary>
internal sealed class Columns
{
    private const int MostColumns = 5000;

    private readonly object _gate = new();
    private readonly Func<Column> _undecided;
    private Column _root;
    private IReadOnlyList<string>? _names;

    private Columns(Column root, Func<Column> undecided) => (_root, _undecided) = (root, undecided);

    /// <summary>The names of the columns. They are known after the columns are decided.</summary>
    public IReadOnlyList<string> Names => _names ?? throw new InvalidOperationException("The columns are not decided yet.");

    /// <summary>The names of the columns that are known to be lists.</summary>
    public IReadOnlyList<string> Lists => [.. _root.All().Where(column => column.IsList == true).Select(column => column.Name)];

    /// <param name="operation">The operation.</param>
    /// <param name="path">The response keys from the data to the items; empty: the data itself is the item.</param>
    /// <param name="schema">The service's schema; null if it is not known.</param>
    /// <exception cref="RfaException">QueryTooLarge.</exception>
    public static Columns Of(GraphQLRequest operation, IReadOnlyList<string> path, Schema? schema) =>
        new(Root(operation, path, schema), () => Root(operation, path, null));

    private static Column Root(GraphQLRequest operation, IReadOnlyList<string> path, Schema? schema)
    {
        var index = schema is null ? null : new SchemaIndex(schema);
        // No variable counts as known, so that the columns are the same for all calls.
        var unknown = operation.Operation.Variables.GroupBy(variable => variable.Name).ToDictionary(variable => variable.Key, _ => (object?)null);
        var collector = new FieldCollector(operation.Document, new SelectionConditions(operation.Operation, unknown).IsLeftOut);
        IReadOnlyList<SelectionSet> sets = [operation.Operation.SelectionSet];
        var type = index?.Root(operation.Operation.Type);
        foreach (var key in path)
        {
            var fields = collector.Collect(sets).Fields;
            var field = fields.FirstOrDefault(field => field.First.ResponseKey == key)
                ?? fields.FirstOrDefault(field => string.Equals(field.First.ResponseKey, key, StringComparison.OrdinalIgnoreCase));
            // The members of free JSON are not known, and a name that does not exist has no value.
            if (field is null)
                return new Column(path[path.Count - 1]);
            type = index?.Find(TypeOf(field, type, index));
            sets = field.SelectionSets;
        }

        var left = MostColumns;
        return sets.Count == 0
            ? new Column(path[path.Count - 1])
            : new Column("value") { Children = Below("", sets, type, depth: 0) };

        IReadOnlyList<Column> Below(string prefix, IReadOnlyList<SelectionSet> selected, SchemaType? parent, int depth)
        {
            var columns = new List<Column>();
            foreach (var field in collector.Collect(selected).Fields)
            {
                if (--left < 0 || depth > NestingLimit.Levels)
                    throw new RfaException(ErrorCodes.QueryTooLarge, $"The items have more than {MostColumns} columns when they are flattened.") { RecommendedAction = "Select fewer fields, or write JSON." };
                var column = new Column(prefix + field.First.ResponseKey) { Key = field.First.ResponseKey };
                columns.Add(column);
                if (field.SelectionSets.Count == 0)
                    continue;
                var reference = TypeOf(field, parent, index);
                column.IsList = reference is null ? null : (reference is NonNullType required ? required.Type : reference) is ListType;
                if (column.IsList != true)
                    column.Children = Below(column.Name + ".", field.SelectionSets, index?.Find(reference), depth + 1);
            }

            return columns;
        }
    }

    /// <summary>Decides the columns once. Later items do not change them.</summary>
    /// <param name="items">The first items.</param>
    public void Decide(IEnumerable<RawJson> items)
    {
        lock (_gate)
        {
            if (_names is not null)
                return;
            foreach (var item in items)
                LearnMembers(_root, item);
            Number();
        }
    }

    /// <summary>Uses the decision of an earlier run.</summary>
    /// <param name="lists">Its <see cref="Lists"/>.</param>
    public void Restore(IEnumerable<string> lists)
    {
        var names = new HashSet<string>(lists, StringComparer.Ordinal);
        // The schema may have become known since. The file has the columns of the earlier run all the same.
        _root = _undecided();
        foreach (var column in _root.All().Where(column => names.Contains(column.Name)).ToList())
            column.IsList = true;
        Number();
    }

    /// <summary>Uses the columns of an existing file for the fields that are not decided.</summary>
    /// <returns>Whether the file has these columns.</returns>
    public bool Fit(IReadOnlyList<string> header)
    {
        foreach (var column in _root.All().Where(column => column.IsList is null && header.Contains(column.Name)).ToList())
            column.IsList = column.Children.Count > 0;
        Number();
        return Names.SequenceEqual(header, StringComparer.Ordinal);
    }

    /// <summary>The values of an item, in the order of the columns; null where the item has no value.</summary>
    public RawJson?[] RowOf(RawJson item)
    {
        var row = new RawJson?[Names.Count];
        Fill(_root, item, row);
        return row;
    }

    private void Number()
    {
        var names = new List<string>();
        Number(_root, names);
        _names = names;
    }

    private static void Number(Column column, List<string> names)
    {
        column.First = names.Count;
        if (column.IsSingle)
            names.Add(column.Name);
        else
            column.Children.ToList().ForEach(child => Number(child, names));
        column.End = names.Count;
    }

    private static void Learn(Column column, RawJson value)
    {
        if (value.IsNull || column.Children.Count == 0)
            return;
        column.IsList ??= value.IsList;
        if (column.IsList == false)
            LearnMembers(column, value);
    }

    private static void LearnMembers(Column column, RawJson value)
    {
        if (!value.IsObject || column.IsKnown)
            return;
        foreach (var member in RawTree.Members(value))
        {
            if (column.Child(member.Key) is { } child)
                Learn(child, member.Value);
        }
    }

    private static void Fill(Column column, RawJson value, RawJson?[] row)
    {
        if (value.IsNull)
            return;
        if (column.IsSingle)
        {
            row[column.First] = value;
        }
        else if (RawTree.Items(value) is { } items)
        {
            // The field was taken for an object but is a list. Each of its columns gets a list, so that nothing is lost.
            var rows = items.Select(item =>
            {
                var one = new RawJson?[row.Length];
                Fill(column, item, one);
                return one;
            }).ToList();
            for (var i = column.First; i < column.End; i++)
                row[i] = RawTree.List(rows.Select(one => one[i]));
        }
        else
        {
            foreach (var member in RawTree.Members(value))
            {
                if (column.Child(member.Key) is { } child)
                    Fill(child, member.Value, row);
            }
        }
    }

    // A field of one of the possible types of the value. All types agree on whether it is a list (GraphQL specification, section 5.3.2).
    private static TypeReference? TypeOf(CollectedField field, SchemaType? parent, SchemaIndex? schema) =>
        parent is null || schema is null ? null
        : new[] { parent }.Concat(schema.PossibleTypes(parent)).Select(type => schema.FindField(type, field.First.Name)?.TypeReference).FirstOrDefault(found => found is not null);

    /// <summary>A field with its selected fields. It becomes one column; an object becomes the columns of its fields.</summary>
    private sealed class Column(string name)
    {
        private Dictionary<string, Column>? _byKey;

        public string Name => name;

        public string Key { get; init; } = "";

        public IReadOnlyList<Column> Children { get; set; } = [];

        /// <summary>Whether its value is a list; null if not known.</summary>
        public bool? IsList { get; set; }

        public bool IsSingle => Children.Count == 0 || IsList == true;

        /// <summary>Whether all fields below are decided.</summary>
        public bool IsKnown => Children.All(child => child.Children.Count == 0 || child.IsList == true || (child.IsList == false && child.IsKnown));

        public int First { get; set; }

        public int End { get; set; }

        public Column? Child(string key)
        {
            _byKey ??= Children.ToDictionary(child => child.Key, StringComparer.Ordinal);
            return _byKey.TryGetValue(key, out var child) ? child : null;
        }

        /// <summary>The columns below it.</summary>
        public IEnumerable<Column> All() => Children.SelectMany(child => new[] { child }.Concat(child.All()));
    }
}
