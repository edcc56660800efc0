using RfaAuth.Core.Tests.Conventions;

namespace RfaAuth.Core.Tests.Apis;

/// <summary>What the definitions of services have in common, and that nothing else names a service.</summary>
public sealed class ServiceDefinitionTests
{
    public static TheoryData<string> Names => [.. KnownServices.All.Select(service => service.Name)];

    [Fact]
    public void Names_of_services_differ_by_more_than_case() =>
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
    public void Only_the_definition_of_a_service_names_it(string word)
    {
        var files = new[] { "RfaAuth.Core", "RfaAuth" }
            .SelectMany(Repository.SourceFiles)
            .Where(file => !Path.GetFileName(file).Equals("KnownServices.cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Single(files);
    }

    [Fact]
    public void The_messages_of_a_definition_say_that_the_token_was_refused()
    {
        var service = new ServiceDefinition("Mine") { UnauthorizedMessages = ["Your session has ended"] };

        Assert.Equal(AuthFailure.Unauthorized, Classify("Your session has ended"));
        Assert.Equal(AuthFailure.Unauthorized, Classify(" your SESSION has ended. "));
        Assert.Equal(AuthFailure.None, Classify("Your session has ended with an order"));

        AuthFailure Classify(string message) => AuthFailureClassifier.Classify(service.Complete(new GraphQLError(message), GraphQLResponse.NoMembers));
    }

    [Fact]
    public void Members_of_an_error_are_read_only_if_the_definition_names_them()
    {
        var body = MadeAnswers.Http(200, """{"errors":[{"message":"No.","customer_facing":true}]}""");

        Assert.True(ResponseReader.Read(body, Core.Json.PlainValueFactory.Instance, keepBody: false, ToggleApi.Definition.Complete).Errors[0].IsCustomerFacing);
        Assert.Null(ResponseReader.Read(body, Core.Json.PlainValueFactory.Instance, keepBody: false, GraphQLApi.Definition.Complete).Errors[0].IsCustomerFacing);
    }

    [Fact]
    public void The_page_about_adding_a_service_shows_the_tested_definition()
    {
        var page = File.ReadAllText(Repository.Folder("docs", "add-a-service.md")).ReplaceLineEndings("\n");
        var shown = page.Split("```csharp\n")[1].Split("```")[0];

        Assert.Equal(File.ReadAllText(Repository.Folder("tests", "RfaAuth.Core.Tests", "Apis", "LedgerlineApi.cs")).ReplaceLineEndings("\n"), shown);
    }

    [Fact]
    public void The_reasons_of_an_error_can_say_that_it_is_transient()
    {
        var error = Read("""{"errors":[{"message":"No","reasons":["Rate limit exceeded",7,"Slow down"]}]}""").Errors[0];

        Assert.Equal(["Rate limit exceeded", "Slow down"], error.Reasons);
        Assert.Equal(Refusal.Rate, TransientRefusal.Of(error));
        Assert.False(AuthFailureClassifier.IsAboutRequest(error));
        Assert.Empty(Read("""{"errors":[{"message":"No","reasons":"none"}]}""").Errors[0].Reasons);
    }

    [Theory]
    [InlineData("""{"max":1000,"left":20.0,"perSecond":0.5,"spent":3}""", 1000L, 20L, 0.5, 3L)]
    [InlineData("""{"max":1000,"left":0}""", 1000L, 0L, null, null)]
    [InlineData("""{"max":1000,"left":-5,"perSecond":-1,"spent":"3"}""", 1000L, -5L, null, null)]
    public void A_cost_budget_is_read_from_the_members_that_the_definition_names(string budget, long maximum, long available, double? rate, long? actual) =>
        Assert.Equal(
            new ThrottleStatus(actual, maximum, available) { RestoreRate = rate },
            Read($$$"""{"data":{"a":1},"extensions":{"budget":{{{budget}}}}}""").ThrottleStatus);

    [Theory]
    [InlineData("""{"budget":{"max":1000}}""")]
    [InlineData("""{"budget":{"max":1000,"left":"much"}}""")]
    [InlineData("""{"budget":7}""")]
    [InlineData("""{"cost":{"throttleStatus":{"maximumAvailable":1000,"currentlyAvailable":5}}}""")]
    [InlineData("{}")]
    public void A_cost_budget_in_other_members_is_not_read(string extensions) =>
        Assert.Null(Read($$$"""{"data":{"a":1},"extensions":{{{extensions}}}}""").ThrottleStatus);

    [Theory]
    [InlineData(900L, 900.0)]
    [InlineData(0.5, 0.5)]
    [InlineData(1200, 1200.0)]
    [InlineData(0L, null)]
    [InlineData(-900L, null)]
    [InlineData("900", null)]
    [InlineData(1893456000L, null)] // the time of an end
    [InlineData(1e300, null)]
    [InlineData(null, null)]
    public void A_token_lifetime_is_used_if_it_is_a_valid_number(object? expiresIn, double? seconds) =>
        Assert.Equal(seconds, new TokenGrant("T1", null, expiresIn).Lifetime?.TotalSeconds);

    [Fact]
    public void A_cost_budget_is_waited_for_only_with_a_known_restore_rate()
    {
        var spent = new ThrottleStatus(10, MaximumAvailable: 8000, CurrentlyAvailable: 0);

        Assert.Equal(TimeSpan.FromSeconds(24), CostBudget.Delay(spent, TimeSpan.Zero, reserve: 200, ToggleApi.Definition.Cost));
        Assert.Equal(TimeSpan.Zero, CostBudget.Delay(spent, TimeSpan.Zero, reserve: 200, GraphQLApi.Definition.Cost));
        Assert.Equal(TimeSpan.FromSeconds(2), CostBudget.Delay(spent with { RestoreRate = 100 }, TimeSpan.Zero, reserve: 200, GraphQLApi.Definition.Cost));
    }

    [Theory]
    [InlineData("T1", "T1")]
    [InlineData(" T1 , T1 ", "T1")]
    [InlineData("T1,T2", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_token_header_is_read_if_it_has_one_value(string? sent, string? read) =>
        Assert.Equal(read, new ApiAnswer(new GraphQLResponse(), _ => sent is null ? [] : [sent]).SingleHeader("X-Ledgerline-Token"));

    [Fact]
    public void A_parameter_of_a_service_changes_only_its_definition()
    {
        var legacy = RedFlagAlertApi.Definition.Parameters[nameof(SignInMode)](RedFlagAlertApi.Definition, SignInMode.Legacy);

        using var credential = new SignInCredential("me", new System.Security.SecureString());
        Assert.DoesNotContain("useManagementflow", legacy.SignIn!.Create(credential).Query, StringComparison.Ordinal);
        Assert.DoesNotContain("useManagementflow", legacy.Refresh!.Create("R1").Query, StringComparison.Ordinal);
        Assert.Contains("useManagementflow", RedFlagAlertApi.Definition.SignIn!.Create(credential).Query, StringComparison.Ordinal);
        Assert.Equal(RedFlagAlertApi.Definition.DefaultEndpoint, legacy.DefaultEndpoint);
    }

    private static GraphQLResponse Read(string body) => ResponseReader.Read(
        MadeAnswers.Http(200, body), Core.Json.PlainValueFactory.Instance, keepBody: false, LedgerlineApi.Definition.Complete, LedgerlineApi.Definition.CostMembers);
}
