using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>One rule of section 5. The walk through the document calls its methods. A rule overrides those that it needs.</summary>
internal abstract class ValidationRule
{
    protected ValidationRule(ValidationContext context) => Context = context;

    protected ValidationContext Context { get; }

    /// <summary>The rule's name, which is the name of its class.</summary>
    public string Name => GetType().Name;

    public virtual void EnterDocument()
    {
    }

    public virtual void LeaveDocument()
    {
    }

    public virtual void EnterOperation(OperationDefinition operation)
    {
    }

    public virtual void LeaveOperation(OperationDefinition operation)
    {
    }

    public virtual void EnterVariable(VariableDefinition variable)
    {
    }

    public virtual void EnterFragment(FragmentDefinition fragment)
    {
    }

    public virtual void EnterField(Field field)
    {
    }

    public virtual void EnterSpread(FragmentSpread spread)
    {
    }

    public virtual void EnterInlineFragment(InlineFragment fragment)
    {
    }

    /// <param name="arguments">The arguments of a field or a directive.</param>
    public virtual void EnterArguments(System.Collections.Generic.IReadOnlyList<Argument> arguments)
    {
    }

    /// <param name="argument">An argument of the field or directive at this place.</param>
    public virtual void EnterArgument(Argument argument)
    {
    }

    /// <param name="directives">The directives at one place.</param>
    /// <param name="place">The place, one of <see cref="DirectiveLocations"/>.</param>
    public virtual void EnterDirectives(System.Collections.Generic.IReadOnlyList<Directive> directives, string place)
    {
    }

    public virtual void EnterDirective(Directive directive)
    {
    }

    /// <param name="value">A whole value: of an argument, or the default of a variable.</param>
    /// <param name="position">The place of the value.</param>
    public virtual void EnterValue(Value value, InputPosition position)
    {
    }

    protected void Report(SourceLocation location, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
        Context.Report(new ValidationProblem(Name, severity, message, location));
}
