namespace RfaAuth.Core.Tests.GraphQL.Validation;

/// <summary>What the problems say, and where. Which documents have which is held against graphql-js, in tests/Interop.</summary>
public sealed class DocumentValidatorTests
{
    private static readonly Schema s_schema = SdlReader.Read("""
        type Query { companies(take: Int, where: Filter, status: Status): [Company!]! company(id: ID!): Company found: [Found!]! node: Node by(choice: Choice!): Company count(of: Int): Int }
        interface Node { id: ID! next: Node }
        type Company implements Node { id: ID! next: Node company_name: String! parent: Company kind: String old: Int @deprecated(reason: "Use new.") }
        type Person implements Node { id: ID! next: Node born: Int kind: Int }
        union Found = Company | Person
        enum Status { ACTIVE CLOSED }
        input Filter { status: Status name: String! other: Int @deprecated }
        input Choice @oneOf { id: ID name: String }
        """);

    [Theory]
    [InlineData("{ companies { company_nmae } }", "FieldsOnCorrectType", "1:15 The type 'Company' has no field 'company_nmae'. Did you mean 'company_name'?")]
    [InlineData("{ found { born } }", "FieldsOnCorrectType", "1:11 The type 'Found' has no field 'born'. Did you mean '... on Person'?")]
    [InlineData("{ companies }", "ScalarLeafs", "1:3 The field 'companies' is of the type '[Company!]!': select fields of it, as in 'companies { ... }'.")]
    [InlineData("{ node { id { a } } }", "ScalarLeafs", "1:10 The field 'id' is a value of the type 'ID!': no fields can be selected of it.")]
    [InlineData("{ companies(tkae: 1) { id } }", "KnownArgumentNames", "1:13 The field 'Query.companies' has no argument 'tkae'. Did you mean 'take'?")]
    [InlineData("{ company { id } }", "ProvidedRequiredArguments", "1:3 The field 'company' needs the argument 'id' of the type 'ID!'.")]
    [InlineData("{ companies(take: \"1\") { id } }", "ValuesOfCorrectType", "1:19 A value of the type 'Int' is needed here, and this is a text.")]
    [InlineData("{ companies(status: \"ACTIVE\") { id } }", "ValuesOfCorrectType", "1:21 A value of the type 'Status' is needed here, and this is a text. Did you mean ACTIVE, without quotes?")]
    [InlineData("{ companies(status: ACTIV) { id } }", "ValuesOfCorrectType", "1:21 A value of the type 'Status' is needed here, and this is the name 'ACTIV'. Did you mean 'ACTIVE'?")]
    [InlineData("{ companies(where: {}) { id } }", "ValuesOfCorrectType", "1:20 The input 'Filter' needs the field 'name' of the type 'String!'.")]
    [InlineData("{ companies(where: { name: \"\", statsu: ACTIVE }) { id } }", "ValuesOfCorrectType", "1:32 The input 'Filter' has no field 'statsu'. Did you mean 'status'?")]
    [InlineData("{ by(choice: { id: 1, name: \"\" }) { id } }", "ValuesOfCorrectType", "1:14 The input 'Choice' takes exactly one of its fields.")]
    [InlineData("query($a: Strin) { companies { id } node { id @skip(if: $b) } }", "KnownTypeNames", "1:11 There is no type 'Strin'. Did you mean 'String'?")]
    [InlineData("query($a: Int) { company(id: $a) { id } }", "VariablesInAllowedPosition", "1:30 The variable '$a' of the type 'Int' cannot be used where 'ID!' is needed.")]
    [InlineData("query($a: String) { companies(take: $a) { id } }", "VariablesInAllowedPosition", "1:37 The variable '$a' of the type 'String' cannot be used where 'Int' is needed.")]
    [InlineData("query Q($ids: ID!) { company(id: $id) { id } }", "NoUndefinedVariables", "1:34 The variable '$id' is not declared by the operation 'Q'. Did you mean 'ids'?")]
    [InlineData("query Q($a: Int) { node { id } }", "NoUnusedVariables", "1:9 The variable '$a' is not used by the operation 'Q'.")]
    [InlineData("{ node { ...F } } fragment G on Node { id }", "KnownFragmentNames", "1:10 There is no fragment 'F'.")]
    [InlineData("{ node { ...A } } fragment A on Node { ...B } fragment B on Node { ...A }", "NoFragmentCycles", "1:47 The fragment 'A' spreads itself through 'B'.")]
    [InlineData("{ company(id: 1) { ... on Person { id } } }", "PossibleFragmentSpreads", "1:20 A fragment for 'Person' cannot stand here: an object of the type 'Company' is never of that type.")]
    [InlineData("{ node { id @inclde(if: true) } }", "KnownDirectives", "1:13 There is no directive '@inclde'. Did you mean 'include'?")]
    [InlineData("{ node { id @deprecated } }", "KnownDirectives", "1:13 The directive '@deprecated' cannot stand here, at FIELD: it is for FIELD_DEFINITION, ARGUMENT_DEFINITION, INPUT_FIELD_DEFINITION, ENUM_VALUE, DIRECTIVE_DEFINITION.")]
    [InlineData("{ a: node { id }\n  a: company(id: 1) { id } }", "OverlappingFieldsCanBeMerged", "2:3 The key 'a' stands for two values, here and at line 1, column 3: 'node' and 'company' are different fields. Give one of them another alias.")]
    [InlineData("{ company(id: 1) { id } company(id: 2) { id } }", "OverlappingFieldsCanBeMerged", "1:25 The key 'company' stands for two values, here and at line 1, column 3: 'company' is given different arguments. Give one of them another alias.")]
    [InlineData("{ found { ... on Company { x: company_name } ... on Person { x: born } } }", "OverlappingFieldsCanBeMerged", "1:62 The key 'x' stands for two values, here and at line 1, column 28: their values are of the types 'String!' and 'Int'. Give one of them another alias.")]
    [InlineData("{ company(id: 1) { x: id x: id x: company_name } }", "OverlappingFieldsCanBeMerged", "1:32 The key 'x' stands for two values, here and at line 1, column 20: 'id' and 'company_name' are different fields. Give one of them another alias.")]
    [InlineData("{ count count(of: 1) }", "OverlappingFieldsCanBeMerged", "1:9 The key 'count' stands for two values, here and at line 1, column 3: 'count' is given different arguments. Give one of them another alias.")]
    [InlineData("{ count(of: 1) count }", "OverlappingFieldsCanBeMerged", "1:16 The key 'count' stands for two values, here and at line 1, column 3: 'count' is given different arguments. Give one of them another alias.")]
    [InlineData("{ found { ... on Company { x: kind } ... on Person { x: kind } } }", "OverlappingFieldsCanBeMerged", "1:54 The key 'x' stands for two values, here and at line 1, column 28: their values are of the types 'String' and 'Int'. Give one of them another alias.")]
    [InlineData("mutation { a }", "KnownOperationTypes", "1:1 The schema has no mutation type: the service cannot run it.")]
    [InlineData("{ company(id: 1) { old } }", "NoDeprecated", "1:20 The field 'Company.old' is deprecated: Use new.")]
    [InlineData("{ companies(where: { name: \"\", other: 1 }) { id } }", "NoDeprecated", "1:32 The input field 'Filter.other' is deprecated.")]
    public void A_problem_has_its_place_and_a_suggestion(string document, string rule, string text)
    {
        var problem = Validate(document).First(problem => problem.Rule == rule);

        Assert.Equal(text, problem.ToString());
    }

    [Fact]
    public void The_caret_stands_under_the_place()
    {
        var problem = Assert.Single(QueryProblem.Find(s_schema, "{\n  companies { nmae }\n}", "a.graphql"));

        Assert.Equal("  companies { nmae }\n              ^", problem.Excerpt);
        Assert.Equal(("a.graphql", 2, 15, "Error"), (problem.Path, problem.Line, problem.Column, problem.Severity));
    }

    [Fact]
    public void A_syntax_error_is_a_problem()
    {
        var problem = Assert.Single(Validate("{ a"));

        Assert.Equal(("Syntax", 1, 4), (problem.Rule, problem.Line, problem.Column));
    }

    [Fact]
    public void Deprecated_fields_and_constructs_that_only_some_services_refuse_are_warnings() => Assert.All(
        (string[])["{ company(id: 1) { old } }", "mutation { a }", "query($id: ID) { by(choice: { id: $id }) { id } }"],
        document => Assert.Equal("Warning", Assert.Single(Validate(document)).Severity));

    [Fact]
    public void Values_of_the_document_are_in_no_message() =>
        Assert.DoesNotContain("secret", Assert.Single(Validate("{ companies(take: \"secret\") { id } }")).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_first_of_many_problems_are_reported()
    {
        var problems = Validate("{ " + string.Concat(Enumerable.Range(0, 5000).Select(i => $"x{i} ")) + "}");

        Assert.Equal(DocumentValidator.MostProblems, problems.Count);
    }

    [Fact]
    public void An_error_after_very_many_warnings_is_told()
    {
        var problems = Validate("{ company(id: 1) { " + string.Concat(Enumerable.Range(0, 5000).Select(i => $"a{i}: old ")) + "company_nmae } }");

        Assert.Equal("FieldsOnCorrectType", Assert.Single(problems, problem => problem.Severity == "Error").Rule);
        Assert.Equal(DocumentValidator.MostProblems, problems.Count(problem => problem.Severity == "Warning"));
    }

    [Fact]
    public void The_problems_of_a_long_document_stand_at_their_lines()
    {
        var lines = Enumerable.Range(1, 5000).Select(i => i % 2 == 0 ? "query Q" + i + " { node { id } }" : "query Q" + i + " { node { id2 } }");

        var problems = Validate(string.Join("\r\n", lines));

        Assert.Equal(Enumerable.Range(0, DocumentValidator.MostProblems).Select(i => (2 * i) + 1), problems.Select(problem => problem.Line));
        Assert.All(problems, problem => Assert.Equal($"query Q{problem.Line} {{ node {{ id2 }} }}\n{new string(' ', problem.Column - 1)}^", problem.Excerpt));
    }

    // Each took time that grew with its square or worse, or the stack, in one engine or another.
    [Theory]
    [InlineData("same field")]
    [InlineData("same fragment")]
    [InlineData("chain")]
    [InlineData("nested chain")]
    [InlineData("introspection chain")]
    [InlineData("operations")]
    [InlineData("two types at each level")]
    public void Each_document_is_validated_in_time(string kind)
    {
        const int Count = 5000;
        var document = kind switch
        {
            "same field" => "{ node { " + string.Concat(Enumerable.Repeat("id ", Count)) + "} }",
            "same fragment" => "{ node { " + string.Concat(Enumerable.Repeat("...F ", Count)) + "} } fragment F on Node { id " + string.Concat(Enumerable.Repeat("id ", Count)) + "}",
            "chain" => "{ node { ...F0 } } " + string.Concat(Enumerable.Range(0, Count).Select(i => $"fragment F{i} on Node {{ id ...F{i + 1} }} ")) + $"fragment F{Count} on Node {{ id }}",
            "nested chain" => "{ company(id: 1) { ...F0 ...F0 } } " + string.Concat(Enumerable.Range(0, Count).Select(i => $"fragment F{i} on Company {{ parent {{ ...F{i + 1} }} parent {{ id }} }} ")) + $"fragment F{Count} on Company {{ id }}",
            "introspection chain" => "{ __schema { types { ...F0 } } } " + string.Concat(Enumerable.Range(0, Count).Select(i => $"fragment F{i} on __Type {{ ...F{i + 1} }} ")) + $"fragment F{Count} on __Type {{ name }}",
            "operations" => string.Concat(Enumerable.Range(0, Count / 5).Select(i => $"query Q{i} {{ node {{ ...F }} }} ")) + "fragment F on Node { " + string.Concat(Enumerable.Repeat("id ", Count / 5)) + "}",
            _ => "{ node { " + string.Concat(Enumerable.Repeat("id next { ", 90)) + "id " + string.Concat(Enumerable.Repeat("} ... on Company { next { id next { id } } } ... on Person { next { id } } ", 90)) + "} }",
        };
        var began = System.Diagnostics.Stopwatch.StartNew();

        Assert.DoesNotContain(Validate(document), problem => problem.IsError);

        Assert.True(began.Elapsed < TimeSpan.FromSeconds(20), $"It took {began.Elapsed}.");
    }

    private static IReadOnlyList<QueryProblem> Validate(string document) => QueryProblem.Find(s_schema, document, null);
}
