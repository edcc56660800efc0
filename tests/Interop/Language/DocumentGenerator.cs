namespace Interop.Language;

/// <summary>Makes executable documents that are valid by the GraphQL specification's grammar (appendix C), as tokens.</summary>
internal sealed class DocumentGenerator(Random random)
{
    private const int DeepestNesting = 4;

    private static readonly string[] s_names =
        ["a", "B2", "_", "__typename", "query", "mutation", "fragment", "on", "true", "null", "type", "input", "items", "x_y"];

    private static readonly string[] s_numbers = ["0", "-0", "7", "-12", "9223372036854775808", "0.0", "-1.50", "1e3", "1E+3", "0.1e-9"];

    private static readonly string[] s_strings =
    [
        "\"\"", "\"a\"", "\" # { } \"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u00e9\\u{1F4B3}\\uD83D\\uDCB3\"", "\"\u00e9\u65e5\U0001F4B3\"", "\"\t\"",
        "\"\"\"\"\"\"", "\"\"\"a\"\"\"", "\"\"\"\n    a\n      b\n\n  \"\"\"", "\"\"\"\r\n\tx\r\n\t\ty\"\"\"", "\"\"\" \\\"\"\" \" \"\" \\n \"\"\"",
        "\"\"\"first\n   second\n  third\"\"\"", "\"\"\"\r\r a\r\"\"\"",
    ];

    private readonly List<string> _tokens = [];

    public List<string> Generate()
    {
        _tokens.Clear();
        var definitions = 1 + random.Next(3);
        for (var index = 0; index < definitions; index++)
            Definition();
        return [.. _tokens];
    }

    private void Definition()
    {
        switch (random.Next(6))
        {
            case 0:
                SelectionSet(0);
                break;
            case 1:
                Add("fragment", NameExcept("on"), "on", Name());
                Directives(isConstant: false);
                SelectionSet(0);
                break;
            default:
                Operation();
                break;
        }
    }

    private void Operation()
    {
        Add(OneOf("query", "mutation", "subscription"));
        if (Chance(2))
            Add(Name());
        if (Chance(2))
            Between("(", VariableDefinition, ")");
        Directives(isConstant: false);
        SelectionSet(0);
    }

    private void VariableDefinition()
    {
        Add("$", Name(), ":");
        Type(0);
        if (Chance(3))
        {
            Add("=");
            Value(isConstant: true, 0);
        }
        Directives(isConstant: true);
    }

    private void Type(int depth)
    {
        if (depth < DeepestNesting && Chance(3))
        {
            Add("[");
            Type(depth + 1);
            Add("]");
        }
        else
        {
            Add(Name());
        }
        if (Chance(3))
            Add("!");
    }

    private void SelectionSet(int depth) => Between("{", () => Selection(depth), "}");

    private void Selection(int depth)
    {
        switch (random.Next(6))
        {
            case 0:
                Add("...", NameExcept("on"));
                Directives(isConstant: false);
                break;
            case 1 when depth < DeepestNesting:
                Add("...");
                if (Chance(2))
                    Add("on", Name());
                Directives(isConstant: false);
                SelectionSet(depth + 1);
                break;
            default:
                Field(depth);
                break;
        }
    }

    private void Field(int depth)
    {
        if (Chance(3))
            Add(Name(), ":");
        Add(Name());
        Arguments(isConstant: false);
        Directives(isConstant: false);
        if (depth < DeepestNesting && Chance(3))
            SelectionSet(depth + 1);
    }

    private void Directives(bool isConstant)
    {
        while (Chance(5))
        {
            Add("@", Name());
            Arguments(isConstant);
        }
    }

    private void Arguments(bool isConstant)
    {
        if (Chance(3))
            Between("(", () => Member(isConstant, 0), ")");
    }

    private void Member(bool isConstant, int depth)
    {
        Add(Name(), ":");
        Value(isConstant, depth);
    }

    private void Value(bool isConstant, int depth)
    {
        switch (random.Next(8))
        {
            case 0 when depth < DeepestNesting:
                Add("[");
                while (Chance(2))
                    Value(isConstant, depth + 1);
                Add("]");
                break;
            case 1 when depth < DeepestNesting:
                Add("{");
                while (Chance(2))
                    Member(isConstant, depth + 1);
                Add("}");
                break;
            case 2 when !isConstant:
                Add("$", Name());
                break;
            case 3:
                Add(Name());
                break;
            case 4:
                Add(random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture));
                break;
            case 5:
                Add(OneOf(s_numbers));
                break;
            default:
                Add(OneOf(s_strings));
                break;
        }
    }

    private void Between(string opening, Action item, string closing)
    {
        Add(opening);
        do
            item();
        while (Chance(2));
        Add(closing);
    }

    private void Add(params IEnumerable<string> tokens) => _tokens.AddRange(tokens);

    private string Name() => OneOf(s_names);

    private string NameExcept(string excluded)
    {
        var name = Name();
        return name == excluded ? "a" : name;
    }

    private string OneOf(params string[] choices) => choices[random.Next(choices.Length)];

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;
}
