namespace Interop.Validation;

/// <summary>Makes documents for a schema: valid ones, into which each step puts a mistake with the chance that is given.</summary>
internal sealed class QueryGenerator(Schema schema, Random random)
{
    private const int DeepestSelection = 5;
    private const int MostFragments = 6;

    private readonly List<Fragment> _fragments = [];
    private readonly SchemaIndex _index = schema.Index;
    private double _chanceOfMistake;
    private Scope _scope = new();

    public string Generate(double chanceOfMistake)
    {
        _chanceOfMistake = chanceOfMistake;
        _fragments.Clear();
        var count = Chance(4) ? 1 + random.Next(3) : 1;
        var operations = new List<string>();
        for (var index = 0; index < count; index++)
            operations.Add(Operation(index, count));
        var definitions = operations.Concat(_fragments.Where(fragment => fragment.Body is not null).Select(fragment => $"fragment {fragment.Name} on {fragment.Type.Name} {fragment.Body}")).ToList();
        if (Mistake())
            definitions.Add($"fragment Unused on {Pick(Composites()).Name} {{ __typename }}");
        if (Mistake() && _fragments.Count > 0)
            definitions.Add($"fragment {_fragments[0].Name} on {_fragments[0].Type.Name} {{ __typename }}");
        if (Mistake())
            definitions.Add(Pick<string>(["fragment A on String { a }", "{ __typename }", "query Q0 { __typename }", $"fragment C1 on {schema.QueryType} {{ ...C2 }} fragment C2 on {schema.QueryType} {{ ...C1 }}"]));
        if (Chance(3))
            definitions.Reverse();
        return string.Join('\n', definitions);
    }

    private string Operation(int index, int count)
    {
        _scope = new Scope();
        var roots = new[] { ("query", _index.Query), ("query", _index.Query), ("mutation", _index.Mutation), ("subscription", _index.Subscription) }.Where(root => root.Item2 is not null).ToList();
        var (keyword, root) = Pick(roots);
        var body = keyword == "subscription" && !Mistake() ? $"{{ {Field(root!, 0)} }}" : Selections(root!, 0);
        var name = count > 1 || Chance(2) ? $"Q{(Mistake() ? 0 : index)}" : "";
        if (count > 1 && Mistake())
            name = "";
        var variables = _scope.Variables.Select(variable => $"${variable.Name}: {variable.Type}{variable.Default}{(Mistake() ? " @unknown" : "")}").ToList();
        if (Mistake())
            variables.Add($"$unused: {Pick<string>(["Int", "String", "[ID!]", "Nowhere", schema.QueryType])}");
        if (Mistake() && variables.Count > 0)
            variables.Add(variables[0]);
        if (Mistake() && variables.Count > 0)
            variables.RemoveAt(random.Next(variables.Count));
        if (keyword == "query" && name.Length == 0 && variables.Count == 0 && Chance(2))
            return body;
        return $"{keyword} {name}{(variables.Count > 0 ? $"({string.Join(", ", variables)})" : "")}{Directives("QUERY")} {body}";
    }

    private string Selections(SchemaType type, int depth)
    {
        var parts = new List<string>();
        var count = 1 + random.Next(depth == 0 ? 4 : 3);
        for (var index = 0; index < count; index++)
            parts.Add(Selection(type, depth));
        // The same once more can be merged.
        if (Chance(4))
            parts.Add(parts[random.Next(parts.Count)]);
        return $"{{ {string.Join(' ', parts)} }}";
    }

    private string Selection(SchemaType type, int depth)
    {
        if (type.TypeKind == TypeKind.Union || Chance(5))
        {
            var target = Mistake() ? Pick(Composites()) : Related(type);
            if (depth < DeepestSelection && Chance(2))
                return $"...{(target == type && Chance(3) ? "" : $" on {(Mistake() ? Pick<string>(["Nowhere", "Int", "String"]) : target.Name)}")}{Directives("INLINE_FRAGMENT")} {Selections(target, depth + 1)}";
            if (depth < DeepestSelection && Spread(target, depth) is { } spread)
                return spread;
            return "__typename";
        }

        if (type == _index.Query && Chance(20))
        {
            return Pick<string>([
                "__schema { types { name fields { name type { name } } } }", "__type(name: \"A\") { name kind ofType { name } }", "__schema { types { fields { type { fields { type { fields { name } } } } } } }",
                "__type { name }", "__schema { directives { name locations args { name } } queryType { fields { args { type { name inputFields { name } } } } } }"]);
        }

        return Field(type, depth);
    }

    private string? Spread(SchemaType type, int depth)
    {
        if (Mistake())
            return "...Missing";
        var usable = _fragments.Where(fragment => fragment.Type == type && (fragment.Body is not null || Mistake())).ToList();
        if (usable.Count > 0 && Chance(2))
        {
            var known = Pick(usable);
            _scope.Add(known.Scope);
            return $"...{known.Name}{Directives("FRAGMENT_SPREAD")}";
        }

        if (_fragments.Count >= MostFragments)
            return null;
        var fragment = new Fragment($"F{_fragments.Count}", type);
        _fragments.Add(fragment);
        var outer = _scope;
        _scope = fragment.Scope;
        fragment.Body = Selections(type, depth + 1);
        _scope = outer;
        _scope.Add(fragment.Scope);
        return $"...{fragment.Name}";
    }

    private string Field(SchemaType type, int depth)
    {
        if (type.TypeKind == TypeKind.Union || Chance(12))
            return Alias("__typename");
        var fields = depth >= DeepestSelection ? type.Fields.Where(field => IsLeaf(field.TypeReference)).ToList() : (IReadOnlyList<SchemaField>)type.Fields;
        if (fields.Count == 0)
            return "__typename";
        var field = Pick(fields);
        var name = Mistake() ? field.Name + "x" : field.Name;
        var text = new StringBuilder(Alias(name)).Append(Arguments(field.Arguments)).Append(Directives("FIELD"));
        var inner = _index.Find(field.TypeReference)!;
        if (inner.IsLeaf ? Mistake() : !Mistake())
            text.Append(' ').Append(inner.IsLeaf ? "{ a }" : Selections(inner, depth + 1));
        return text.ToString();
    }

    private string Alias(string name) => Mistake() ? $"a: {name}" : Chance(6) ? $"a{random.Next(1000).ToString(CultureInfo.InvariantCulture)}: {name}" : name;

    private string Arguments(IReadOnlyList<SchemaArgument> definitions)
    {
        var arguments = definitions
            .Where(argument => argument.IsRequired ? !Mistake() : Chance(3))
            .Select(argument => $"{(Mistake() ? argument.Name + "x" : argument.Name)}: {Value(argument.TypeReference, argument.DefaultValue is not null, 0)}")
            .ToList();
        if (Mistake())
            arguments.Add($"unknown: {AnyLiteral()}");
        if (Mistake() && arguments.Count > 0)
            arguments.Add(arguments[0]);
        return arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})";
    }

    private string Directives(string place)
    {
        if (Mistake())
            return Pick<string>([" @unknown", " @skip", " @skip(if: 1)", " @include(if: true) @include(if: true)", " @include(if: $undefined)", " @include(if: true, and: false)", " @deprecated", " @oneOf"]);
        if (!Chance(8))
            return "";
        if (place is not ("QUERY" or "VARIABLE_DEFINITION") && Chance(2))
            return $" @{Pick<string>(["skip", "include"])}(if: {(Chance(2) ? "true" : Variable(new NonNullType(new NamedType("Boolean")), false))})";
        var own = schema.Directives.Where(directive => directive.Locations.Contains(place) && directive.Name is not ("skip" or "include")).ToList();
        if (own.Count == 0)
            return "";
        var chosen = Pick(own);
        return $" @{chosen.Name}{Arguments(chosen.Arguments)}";
    }

    private string Value(TypeReference type, bool hasDefault, int depth)
    {
        if (Mistake())
            return AnyLiteral();
        if (Chance(4))
            return Variable(type, hasDefault);
        switch (type)
        {
            case NonNullType nonNull:
                return Mistake() ? "null" : Literal(nonNull.Type, depth);
            default:
                return Chance(12) ? "null" : Literal(type, depth);
        }
    }

    private string Literal(TypeReference type, int depth)
    {
        if (type is ListType list)
        {
            return Chance(4) && list.ItemType is not ListType
                ? Value(list.ItemType, false, depth)
                : $"[{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.ItemType, false, depth + 1)))}]";
        }

        var named = _index.Find(type)!;
        return named.TypeKind switch
        {
            TypeKind.Enum => Mistake() ? $"\"{named.EnumValues[0].Name}\"" : Mistake() ? named.EnumValues[0].Name + "X" : Pick(named.EnumValues).Name,
            TypeKind.InputObject => InputObject(named, depth),
            _ => named.Name switch
            {
                "Int" => Pick<string>(["0", "-7", "2147483647", Mistake() ? "2147483648" : "1", Mistake() ? "1.0" : "2"]),
                "Float" => Pick<string>(["0", "1.5", "-1e3", Mistake() ? "\"1\"" : "2"]),
                "Boolean" => Pick<string>(["true", "false"]),
                "ID" => Pick<string>(["1", "\"a\"", Mistake() ? "1.5" : "\"b\""]),
                "String" => Pick<string>(["\"\"", "\"a\"", "\"\"\"block\"\"\"", Mistake() ? "a" : "\"b\""]),
                _ => AnyLiteral(),
            },
        };
    }

    private string InputObject(SchemaType type, int depth)
    {
        if (type.IsOneOf)
        {
            var one = Pick(type.Fields);
            var value = Mistake() ? "null" : Chance(4) ? Variable(Mistake() ? one.TypeReference : NonNull(one.TypeReference), false) : depth > 3 && !IsLeaf(one.TypeReference) ? "[]" : Literal(one.TypeReference, depth + 1);
            return $"{{ {one.Name}: {value}{(Mistake() ? $" {type.Fields[0].Name}: {value}" : "")} }}";
        }

        var fields = type.Fields
            .Where(field => field.IsRequired ? !Mistake() : depth < 3 && Chance(3))
            .Select(field => $"{(Mistake() ? field.Name + "x" : field.Name)}: {Value(field.TypeReference, field.DefaultValue is not null, depth + 1)}")
            .ToList();
        if (Mistake() && fields.Count > 0)
            fields.Add(fields[0]);
        return $"{{ {string.Join(", ", fields)} }}";
    }

    private string Variable(TypeReference type, bool hasDefault)
    {
        var declared = Mistake() ? Pick<string>(["Int", "[String]", "Nowhere", schema.QueryType, "Float!"]) : type switch
        {
            NonNullType nonNull when hasDefault || Mistake() => nonNull.Type.ToString(),
            NonNullType => type.ToString(),
            _ => Chance(2) ? type + "!" : type.ToString(),
        };
        var literal = declared == type.ToString() && Chance(4) && Named(type).IsLeaf ? " = " + ConstantOf(type) : "";
        var known = _scope.Variables.FirstOrDefault(variable => variable.Type == declared);
        if (known is not null && Chance(2))
            return "$" + known.Name;
        var name = "v" + (_fragments.Count * 100 + _scope.Variables.Count + random.Next(1_000_000) * 1000L).ToString(CultureInfo.InvariantCulture);
        _scope.Variables.Add(new Declared(name, declared, literal));
        return "$" + name;
    }

    private string ConstantOf(TypeReference type)
    {
        var text = "$";
        // The way to a constant is to try again: few values hold a variable.
        for (var attempt = 0; text.Contains('$', StringComparison.Ordinal) && attempt < 20; attempt++)
            text = Literal(type is NonNullType nonNull ? nonNull.Type : type, 3);
        return text.Contains('$', StringComparison.Ordinal) ? "null" : text;
    }

    private static TypeReference NonNull(TypeReference type) => type is NonNullType ? type : new NonNullType(type);

    private string AnyLiteral() => Pick<string>(["1", "-1.5", "\"a\"", "true", "null", "NAME", "[]", "[1, \"a\"]", "{}", "{ a: 1 }", "\"\"\"a\"\"\""]);

    private SchemaType Related(SchemaType type)
    {
        var related = Composites().Where(other => _index.Overlap(type, other)).ToList();
        return related.Count > 0 ? Pick(related) : type;
    }

    private List<SchemaType> Composites() => [.. schema.Types.Where(type => type.IsComposite)];

    private SchemaType Named(TypeReference type) => _index.Find(type)!;

    private bool IsLeaf(TypeReference type) => Named(type).IsLeaf;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private bool Mistake() => random.NextDouble() < _chanceOfMistake;

    private sealed record Declared(string Name, string Type, string Default);

    private sealed class Scope
    {
        public List<Declared> Variables { get; } = [];

        public void Add(Scope other) => Variables.AddRange(other.Variables.Where(variable => !Variables.Contains(variable)));
    }

    private sealed class Fragment(string name, SchemaType type)
    {
        public string Name => name;

        public SchemaType Type => type;

        public string? Body { get; set; }

        public Scope Scope { get; } = new();
    }
}
