using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tests.Conventions;

namespace RfaAuth.Core.Tests.Apis;

/// <summary>What the definitions of services have in common, and that nothing else names a service.</summary>
public sealed class ServiceDefinitionTests
{
    public static TheoryData<string> Names => [.. KnownServices.All.Select(service => service.Name)];

    [Fact]
    public void Names_are_unique_in_any_case() =>
        Assert.Equal(KnownServices.All.Count, KnownServices.All.Select(service => service.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_is_found_by_its_name_in_any_case(string name)
    {
        Assert.Equal(name, KnownServices.Find(name)!.Name);
        Assert.Equal(name, KnownServices.Find(name.ToUpperInvariant())!.Name);
        Assert.Null(KnownServices.Find(name + "x"));
    }

    [Theory]
    [InlineData("Toggle")]
    [InlineData("customer_facing")]
    [InlineData("loginUser")]
    [InlineData("signInRefresh")]
    public void Only_a_service_s_definition_names_it(string word)
    {
        var files = new[] { "RfaAuth.Core", "RfaAuth" }
            .SelectMany(Repository.SourceFiles)
            .Where(file => !Path.GetFileName(file).Equals("KnownServices.cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Single(files);
    }

    [Fact]
    public void A_service_s_own_words_say_that_the_token_was_not_accepted()
    {
        var service = new ServiceDefinition("Mine") { UnauthorizedMessages = ["Your session has ended"] };

        Assert.Equal(AuthFailure.Unauthorized, Classify("Your session has ended"));
        Assert.Equal(AuthFailure.Unauthorized, Classify(" your SESSION has ended. "));
        Assert.Equal(AuthFailure.None, Classify("Your session has ended with an order"));

        AuthFailure Classify(string message) => AuthFailureClassifier.Classify(service.Complete(new GraphQLError(message), GraphQLError.NoMembers));
    }

    [Fact]
    public void A_service_reads_what_stands_beside_a_message()
    {
        var body = MadeAnswers.Http(200, """{"errors":[{"message":"No.","customer_facing":true}]}""");

        Assert.True(ResponseReader.Read(body, Core.Json.PlainValueFactory.Instance, keepBody: false, ToggleApi.Definition.Complete).Errors[0].IsCustomerFacing);
        Assert.Null(ResponseReader.Read(body, Core.Json.PlainValueFactory.Instance, keepBody: false, GraphQLApi.Definition.Complete).Errors[0].IsCustomerFacing);
    }

    [Fact]
    public void A_budget_is_waited_for_only_where_it_is_known_how_it_fills()
    {
        var spent = new ThrottleStatus(10, MaximumAvailable: 8000, CurrentlyAvailable: 0);

        Assert.Equal(TimeSpan.FromSeconds(24), CostBudget.Delay(spent, TimeSpan.Zero, reserve: 200, ToggleApi.Definition.Cost));
        Assert.Equal(TimeSpan.Zero, CostBudget.Delay(spent, TimeSpan.Zero, reserve: 200, GraphQLApi.Definition.Cost));
        Assert.Equal(TimeSpan.FromSeconds(2), CostBudget.Delay(spent with { RestoreRate = 100 }, TimeSpan.Zero, reserve: 200, GraphQLApi.Definition.Cost));
    }

    [Fact]
    public void A_parameter_of_a_service_changes_its_definition_and_nothing_else()
    {
        var legacy = RedFlagAlertApi.Definition.Parameters[nameof(SignInMode)](RedFlagAlertApi.Definition, SignInMode.Legacy);

        using var credential = new SignInCredential("me", new System.Security.SecureString());
        Assert.DoesNotContain("useManagementflow", legacy.SignIn!.Create(credential).Query, StringComparison.Ordinal);
        Assert.DoesNotContain("useManagementflow", legacy.Refresh!.Create("R1").Query, StringComparison.Ordinal);
        Assert.Contains("useManagementflow", RedFlagAlertApi.Definition.SignIn!.Create(credential).Query, StringComparison.Ordinal);
        Assert.Equal(RedFlagAlertApi.Definition.DefaultEndpoint, legacy.DefaultEndpoint);
    }
}
