using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Paging.Shapes;
using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// The arguments of a field that may page it: its own arguments, and the fields of its input objects. An input object may be written in the
/// document (<c>paging: { first: $n, after: $c }</c>) or be the value of a variable (<c>input: $input</c>). Pure.
/// </summary>
internal sealed class PagingArguments
{
    private const int MostLevels = 3;

    private readonly Dictionary<string, (PagingVariable? Variable, int? Number)> _found = [];
    private readonly List<PagingVariable> _objects = [];
    private readonly IReadOnlyDictionary<string, VariableDefinition> _declared;
    private readonly IReadOnlyDictionary<string, object?> _values;

    /// <param name="field">The field.</param>
    /// <param name="declared">The operation's variables by name.</param>
    /// <param name="values">The user's values of these variables.</param>
    public PagingArguments(Field field, IReadOnlyDictionary<string, VariableDefinition> declared, IReadOnlyDictionary<string, object?> values)
    {
        _declared = declared;
        _values = values;
        var level = field.Arguments.Select(argument => (argument.Name, argument.Value)).ToList();
        // Level by level: an argument of the field itself is preferred to a field of the same name in an object.
        for (var depth = 0; depth < MostLevels && level.Count > 0; depth++)
            level = [.. level.SelectMany(argument => Add(argument.Name, argument.Value))];
    }

    /// <summary>The variable for the start of a page; null if the field is not paged in this way.</summary>
    /// <param name="shape">The way of paging.</param>
    /// <param name="hasCursor">Whether the selection has the fields that paging by cursors needs. Then an empty variable may take a cursor.</param>
    public PagingVariable? Start(ListShape shape, bool hasCursor) =>
        shape.StartArguments.Select(name => _found.TryGetValue(name, out var found) ? found.Variable : null).FirstOrDefault(variable => variable is not null)
        ?? Beside(shape)
        ?? (hasCursor && !shape.TakesPlainList && !shape.IsBackwards && _found.Count == 0 && _objects.Count > 0 ? Field(_objects[0], shape.StartArguments[0]) : null);

    /// <summary>The argument for the number of items, with its variable or its fixed number.</summary>
    /// <param name="shape">The way of paging.</param>
    /// <param name="start">The variable for the start of a page.</param>
    public (string Argument, PagingVariable? Variable, int? Number) Size(ListShape shape, PagingVariable start)
    {
        var name = shape.SizeArguments.FirstOrDefault(_found.ContainsKey);
        if (name is not null)
            return (name, _found[name].Variable, _found[name].Number);
        var first = shape.SizeArguments[0];
        return (first, start.IsInObject ? Field(start with { Below = [.. start.Below.Take(start.Below.Count - 1)] }, first) : null, null);
    }

    // An object with a size and without a start: @{ input = @{ first = 50 } }.
    private PagingVariable? Beside(ListShape shape) => shape.SizeArguments
        .Select(size => shape.StartForSize(size) is { } start && _found.TryGetValue(size, out var found) && found.Variable is { IsInObject: true } variable
            ? Field(variable with { Below = [.. variable.Below.Take(variable.Below.Count - 1)] }, start)
            : null)
        .FirstOrDefault(variable => variable is not null);

    private List<(string Name, Value Value)> Add(string name, Value value)
    {
        switch (value)
        {
            case Variable variable when _declared.TryGetValue(variable.Name, out var definition):
                var whole = new PagingVariable(definition, []);
                if (whole.Given(_values) is IReadOnlyDictionary<string, object?> given)
                {
                    AddObject(name, whole, given, 1);
                    return [];
                }

                if (IsObject(definition.Type) && !FilterArguments.Has(name))
                    _objects.Add(whole);
                Note(name, whole, null);
                return [];
            case IntValue number:
                Note(name, null, int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null);
                return [];
            case ObjectValue members when !FilterArguments.Has(name):
                return [.. members.Fields.Select(field => (field.Name, field.Value))];
            default:
                return [];
        }
    }

    private void AddObject(string name, PagingVariable holder, IReadOnlyDictionary<string, object?> members, int depth)
    {
        if (FilterArguments.Has(name) || depth > MostLevels)
            return;
        _objects.Add(holder);
        foreach (var member in members.Where(member => member.Value is not IReadOnlyDictionary<string, object?>))
            Note(member.Key, Field(holder, member.Key), null);
        foreach (var member in members)
        {
            if (member.Value is IReadOnlyDictionary<string, object?> below)
                AddObject(member.Key, Field(holder, member.Key), below, depth + 1);
        }
    }

    private void Note(string name, PagingVariable? variable, int? number)
    {
        if (!_found.ContainsKey(name) && ListShape.All.Any(shape => shape.StartArguments.Contains(name) || shape.SizeArguments.Contains(name)))
            _found.Add(name, (variable, number));
    }

    private static PagingVariable Field(PagingVariable holder, string name) => holder with { Below = [.. holder.Below, name] };

    // The name of a service's own type does not tell whether it is an input object. Its value does.
    private static bool IsObject(TypeReference type) => (type is NonNullType required ? required.Type : type)
        is NamedType { Name: not ("Int" or "Float" or "String" or "Boolean" or "ID") };
}
