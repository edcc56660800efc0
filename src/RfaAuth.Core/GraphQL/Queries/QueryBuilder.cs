using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.GraphQL.Validation;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Writes the document for a design. Pure.</summary>
internal sealed class QueryBuilder
{
    private readonly Schema _schema;
    private readonly SchemaIndex _index;
    private readonly QueryDesign _design;
    private readonly List<(string Name, string Type, string? Value)> _variables = [];

    private QueryBuilder(Schema schema, QueryDesign design)
    {
        _schema = schema;
        _index = schema.Index;
        _design = design;
    }

    /// <returns>The document. It is valid in the schema, and its lines end with LF.</returns>
    /// <exception cref="RfaException">SchemaNameNotFound, InvalidVariables, PagingNotPossible, QueryTooLarge or ParameterConflict.</exception>
    public static string Build(Schema schema, QueryDesign design) => new QueryBuilder(schema, design).Build();

    private string Build()
    {
        var field = RootField();
        var root = new SelectedField(field, _index.Find(field.TypeReference)!);
        Select(root);
        foreach (var argument in _design.Arguments)
            AddArgument(root, argument);
        if (_design.IsPaged)
            AddPaging(root);
        AddRequired(root);
        var keyword = _design.IsMutation ? "mutation" : "query";
        var text = QueryText.Write(keyword, _design.OperationName ?? field.Name, _variables, root);
        ThrowIfInvalid(text);
        return text;
    }

    private SchemaField RootField()
    {
        var type = _design.IsMutation ? _index.Mutation : _index.Query;
        var kind = _design.IsMutation ? "mutation" : "query";
        if (type is null)
            throw new RfaException(ErrorCodes.SchemaNameNotFound, $"The schema has no {kind} type.");
        if (FieldPaths.FindField(type, _design.RootField) is { } field)
            return field;
        var other = _design.IsMutation ? _index.Query : _index.Mutation;
        var advice = other is not null && FieldPaths.FindField(other, _design.RootField) is not null
            ? $" There is a {(_design.IsMutation ? "query" : "mutation")} of that name: {(_design.IsMutation ? "leave out" : "pass")} -Mutation."
            : ValidationContext.DidYouMean(_design.RootField, type.Fields.Select(known => known.Name));
        throw new RfaException(ErrorCodes.SchemaNameNotFound, $"The service has no {kind} named '{_design.RootField}'.{advice}");
    }

    private void Select(SelectedField root)
    {
        if (root.Type.IsLeaf)
        {
            if (_design.Fields.Count > 0)
                throw new RfaException(ErrorCodes.SchemaNameNotFound, $"The field '{root.Definition.Name}' is a value of the type '{root.Definition.Type}': no fields can be selected of it.");
            return;
        }

        var scalars = new ScalarFields(_index);
        foreach (var path in _design.Fields)
        {
            var holder = root;
            foreach (var segment in path.Split('.'))
                holder = segment == FieldPaths.AllScalars ? holder : FieldPaths.Step(holder, segment, _index);
            if (path.EndsWith(FieldPaths.AllScalars, StringComparison.Ordinal) || (!holder.Type.IsLeaf && holder.IsEmpty))
                scalars.Select(holder, _design.Depth);
        }

        if (root.IsEmpty)
            scalars.Select(root, _design.Depth);
    }

    private void AddArgument(SelectedField root, DesignedArgument given)
    {
        var segments = given.Path.Split('.');
        var holder = root;
        foreach (var segment in segments.Take(segments.Length - 1))
        {
            holder = FieldPaths.Step(holder, segment, _index);
            if (!holder.Type.IsLeaf && holder.IsEmpty)
                new ScalarFields(_index).Select(holder, 1);
        }

        var name = segments[segments.Length - 1];
        var argument = FieldPaths.FindArgument(holder.Definition, name) ?? throw new RfaException(
            ErrorCodes.SchemaNameNotFound,
            $"The field '{holder.Definition.Name}' has no argument '{name}'.{ValidationContext.DidYouMean(name, holder.Definition.Arguments.Select(known => known.Name))}");
        if (holder.Arguments.Exists(entry => entry.Argument == argument))
            throw new RfaException(ErrorCodes.ParameterConflict, $"-Argument names '{given.Path}' several times.");
        Declare(holder, argument, given.HasValue ? new LiteralText(_index, given.Path).Write(given.Value, argument.TypeReference) : null);
    }

    private void AddPaging(SelectedField root)
    {
        var page = PagingChoice.Of(root, _index);
        if (page.Holder is { } holder)
        {
            root.Arguments.Add((holder, $"{{{page.Start.Name}: {DeclarePage(root, page.Start)}, {page.Size.Name}: {DeclarePage(root, page.Size)}}}"));
        }
        else
        {
            foreach (var argument in new[] { page.Start.Name, page.Size.Name }.Select(root.Definition.Argument).OfType<SchemaArgument>())
            {
                if (!root.Arguments.Exists(entry => entry.Argument == argument))
                    Declare(root, argument, null);
            }
        }

        PagingChoice.SelectFacts(root, page.Start.Name == "after", _index);
    }

    /// <summary>Adds a variable for each required argument without a value, so that whoever runs the document is asked for it by name.</summary>
    private void AddRequired(SelectedField field)
    {
        foreach (var argument in field.Definition.Arguments.Where(argument => argument.IsRequired && !field.Arguments.Exists(entry => entry.Argument == argument)))
            Declare(field, argument, null);
        foreach (var inner in field.Fields.Concat(field.Fragments.SelectMany(fragment => fragment.Holder.Fields)))
            AddRequired(inner);
    }

    private void Declare(SelectedField field, SchemaArgument argument, string? value) =>
        field.Arguments.Add((argument, DeclareVariable(field, argument.Name, argument.TypeReference, argument.DefaultValue is not null, value)));

    private string DeclarePage(SelectedField field, PageArgument argument) => DeclareVariable(field, argument.Name, argument.Type, argument.HasDefault, null);

    /// <returns>The variable as in a document.</returns>
    private string DeclareVariable(SelectedField field, string argument, TypeReference reference, bool hasDefault, string? value)
    {
        var name = argument;
        for (var number = 1; _variables.Exists(variable => variable.Name == name); number++)
            name = number == 1 ? $"{field.Definition.Name}_{argument}" : $"{field.Definition.Name}_{argument}{number}";
        // If the service has a default, the variable must allow null, so that the default is used when it is not given.
        var type = reference is NonNullType nonNull && hasDefault && value is null ? nonNull.Type : reference;
        _variables.Add((name, type.ToString(), value));
        return "$" + name;
    }

    private void ThrowIfInvalid(string text)
    {
        var problems = QueryProblem.Find(_schema, text, null);
        if (problems.Any(problem => problem.IsError))
            throw InvalidQueryException.Of(problems);
    }
}
