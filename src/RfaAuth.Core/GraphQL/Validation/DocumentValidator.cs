using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.GraphQL.Validation.Rules;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Validates an executable document against a schema (GraphQL specification, section 5), without running it. Pure.</summary>
internal static class DocumentValidator
{
    /// <summary>The greatest number of errors, and of warnings. A document for another service has thousands, and nobody reads them.</summary>
    public const int MostProblems = 100;

    // In the order of section 5.
    private static readonly Func<ValidationContext, ValidationRule>[] s_rules =
    [
        context => new UniqueOperationNames(context),
        context => new LoneAnonymousOperation(context),
        context => new SingleFieldSubscriptions(context),
        context => new KnownOperationTypes(context),
        context => new FieldsOnCorrectType(context),
        context => new OverlappingFieldsCanBeMerged(context),
        context => new ScalarLeafs(context),
        context => new KnownArgumentNames(context),
        context => new UniqueArgumentNames(context),
        context => new ProvidedRequiredArguments(context),
        context => new UniqueFragmentNames(context),
        context => new KnownTypeNames(context),
        context => new FragmentsOnCompositeTypes(context),
        context => new NoUnusedFragments(context),
        context => new KnownFragmentNames(context),
        context => new NoFragmentCycles(context),
        context => new PossibleFragmentSpreads(context),
        context => new ValuesOfCorrectType(context),
        context => new UniqueInputFieldNames(context),
        context => new KnownDirectives(context),
        context => new UniqueDirectivesPerLocation(context),
        context => new UniqueVariableNames(context),
        context => new VariablesAreInputTypes(context),
        context => new NoUndefinedVariables(context),
        context => new NoUnusedVariables(context),
        context => new VariablesInAllowedPosition(context),
        context => new MaxIntrospectionDepth(context),
        context => new NoDeprecated(context),
    ];

    /// <returns>The problems in the order of the document; empty if it is valid. At most <see cref="MostProblems"/> errors and as many warnings, those that were found first.</returns>
    public static IReadOnlyList<ValidationProblem> Validate(Schema schema, Document document)
    {
        var context = new ValidationContext(schema, document);
        try
        {
            new DocumentWalk(context, [.. s_rules.Select(create => create(context))]).Run();
        }
        catch (ValidationEndedException)
        {
            // Return the problems that were found before.
        }

        return [.. context.Problems.OrderBy(problem => problem.Location.Line).ThenBy(problem => problem.Location.Column)];
    }
}
