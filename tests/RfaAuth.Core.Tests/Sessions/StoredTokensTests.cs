namespace RfaAuth.Core.Tests.Sessions;

/// <summary>How a session begins with stored tokens, and stores what it gets.</summary>
public sealed class StoredTokensTests : StoredSessionTests
{
    [Fact]
    public async Task Valid_stored_tokens_are_used_without_a_sign_in_and_without_a_write()
    {
        await StoreAsync("A1", "R1");
        Http.Answer(200, Data);
        using var session = await ConnectStoredAsync();

        await CallAsync(session);

        Assert.Equal("Bearer A1", Assert.Single(Http.Requests).Authorization);
        Assert.Equal((0, User), (Vault.Writes, session.UserName));
    }

    [Fact]
    public async Task Expired_stored_tokens_are_refreshed_and_stored_before_the_session_begins()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Contains("R1", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
        AssertStored("A2", "R2");
        Assert.Equal(Clock.UtcNow, Vault.Tokens!.ObtainedAt);
    }

    [Fact]
    public async Task Tokens_that_the_session_stored_are_not_read_again()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectStoredAsync();
        var reads = Vault.Reads;

        await CallAsync(session);

        Assert.Equal(reads, Vault.Reads);
        Assert.DoesNotContain(true, Vault.Looks);
    }

    [Fact]
    public async Task A_dead_stored_refresh_token_leads_to_a_sign_in_whose_tokens_are_stored()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(401, "").Answer(200, Grant("signIn", "A2", "R2"));

        using var session = await ConnectStoredAsync(Credential());

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_credential_signs_in_and_stores_the_tokens_when_nothing_is_stored()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));

        using var session = await ConnectStoredAsync(Credential());

        AssertStored("A1", "R1");
        Assert.Equal(
            ("RedFlagAlert", "https://example.com/graphql/", User),
            (Vault.Tokens!.Binding.Api, Vault.Tokens.Binding.Endpoint.AbsoluteUri, Vault.Tokens.Binding.UserName));
    }

    [Fact]
    public async Task A_session_without_stored_tokens_and_credential_is_SecretNotFound()
    {
        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync());

        Assert.Equal(ErrorCodes.SecretNotFound, failure.ErrorCode);
        Assert.Null(Vault.Text);
    }

    [Theory]
    [InlineData("Toggle", "https://example.com/graphql/", User)]
    [InlineData("planted\u001b[31m", "https://example.com/graphql/", User)]
    [InlineData("RedFlagAlert", "https://planted:secret@example.net/graphql/", User)]
    [InlineData("RedFlagAlert", "https://example.com/other", User)]
    [InlineData("RedFlagAlert", "mailto:planted@example.com", User)]
    [InlineData("RedFlagAlert", "https://example.com/graphql/", "you@example.com")]
    [InlineData("RedFlagAlert", "https://example.com/graphql/", null)]
    public async Task Tokens_of_another_service_address_or_user_are_not_used_replaced_or_shown(string api, string endpoint, string? user)
    {
        var text = Vault.Text = TextOf("A1", "R1", s_expired, user, api, endpoint);

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()));

        Assert.Equal(ErrorCodes.StoredTokenMismatch, failure.ErrorCode);
        Assert.Equal(text, Vault.Text);
        Assert.Empty(Http.Requests);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A1")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"RfaAuth tokens 2"}""")]
    [InlineData("""{"format":"RfaAuth tokens 1","api":"RedFlagAlert","endpoint":"https://example.com/graphql/","accessToken":"A1"}""")]
    public async Task A_secret_that_is_no_token_set_is_left_unchanged(string text)
    {
        Vault.Text = text;

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()));

        Assert.Equal(ErrorCodes.SecretWrongType, failure.ErrorCode);
        Assert.Equal("The secret is not a token set that this module stored, or it is damaged. It is left as it is.", failure.Message);
        Assert.Equal(text, Vault.Text);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task Stored_tokens_that_no_header_can_hold_are_refused()
    {
        Vault.Text = TextOf("A1\r\nX-Planted: 1", "R\0");

        Assert.Equal(ErrorCodes.SecretWrongType, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);
    }

    [Fact]
    public async Task A_rotated_token_is_stored_once_before_any_of_its_calls_returns()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"));
        for (var i = 0; i < 50; i++)
            Http.Answer(200, Data, headers: ("X-Authorization", "T2"));
        using var session = await ConnectStoredAsync(Credential(), ToggleApi.Definition);
        AssertStored("T1", null);

        var calls = Enumerable.Range(0, 50).Select(async _ =>
        {
            await CallAsync(session);
            AssertStored("T2", null);
        });
        await Task.WhenAll(calls);

        Assert.Equal(2, Vault.Writes);
    }

    [Fact]
    public async Task New_tokens_are_stored_although_the_call_fails()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.WriteFault = FakeVault.Locked;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data).Fail(Reset());
        await CallAsync(session);
        Vault.WriteFault = null;
        Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(ErrorCodes.OutcomeUnknown, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(session, Mutation))).ErrorCode);

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_dead_token_of_another_process_is_renewed_within_the_same_call()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(401, "").Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);

        var response = await CallAsync(session);

        Assert.True(response.Response.HasData);
        Assert.Equal(["Bearer A1", "Bearer A2", null, "Bearer A3"], Http.Requests.Select(request => request.Authorization));
        Assert.Contains("R2", Http.Requests[2].Body, StringComparison.Ordinal);
        AssertStored("A3", "R3");
    }

    [Fact]
    public async Task A_refusal_of_the_new_token_ends_a_call_that_tried_another_process_s_token()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(401, "").Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(401, "");

        Assert.Equal(ErrorCodes.Unauthorized, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(session))).ErrorCode);

        Assert.Equal(4, Http.Requests.Count);
    }

    [Fact]
    public async Task A_call_tries_the_tokens_of_two_other_processes_and_no_more()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(401, "").Answer(async _ =>
        {
            await StoreAsync("A3", "R3");
            return StubHttp.Create(401, [], "text/html");
        }).Answer(401, "");

        Assert.Equal(ErrorCodes.Unauthorized, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(session))).ErrorCode);

        Assert.Equal(["Bearer A1", "Bearer A2", "Bearer A3"], Http.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task A_token_near_its_end_is_renewed_by_the_next_call()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(s_due);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("Bearer A2", Http.Requests[1].Authorization);
        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_failed_renewal_before_expiry_is_a_warning_and_the_token_is_used()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(s_due);
        Http.Answer(503, "").Answer(200, Data).Answer(200, Data);

        await CallAsync(session);
        await CallAsync(session);

        Assert.All(Http.Requests.Skip(1), request => Assert.Equal("Bearer A1", request.Authorization));
        Assert.Single(Log.Warnings);
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_token_near_its_end_that_cannot_be_renewed_is_used_without_a_warning()
    {
        await StoreAsync("T1", null, api: "Toggle");
        using var session = await ConnectStoredAsync(api: ToggleApi.Definition);
        Clock.Advance(s_due);
        Http.Answer(200, Data);

        await CallAsync(session);

        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task The_lock_file_the_warnings_and_the_log_hold_no_secret()
    {
        Http.Answer(200, Grant("signIn", "secret-access-1", "secret-refresh-1"))
            .Answer(401, "").Answer(200, Grant("signInRefresh", "secret-access-2", "secret-refresh-2")).Answer(200, Data);
        using var session = await ConnectStoredAsync(Credential());
        Vault.WriteFault = FakeVault.Locked;

        await CallAsync(session);

        Assert.Matches("^[0-9A-F]{64}[0-9a-f]{16} sent$", LockText);
        Assert.NotEmpty(Log.Warnings);
        foreach (var text in Log.Warnings.Concat(Log.Messages).Append(session.ToString()!).Append(Vault.Tokens!.ToString()!)
            .Append(new RenewedTokens(TokenSet.Restored(Vault.Tokens, 0), false).ToString()))
            Assert.DoesNotContain("secret-", text, StringComparison.Ordinal);
    }
}
