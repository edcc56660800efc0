using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record WireReply(int Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public bool HasErrors => Json.TryGetProperty("errors", out _);
}

/// <summary>A plain HTTP client for the sandbox: no part of the module is in it.</summary>
internal sealed class Wire(SandboxServer server) : IDisposable
{
    private const string SignIn =
        "mutation($userName: String!, $password: String!) { tokens: signIn(useManagementflow: true, credentials: {userName: $userName, password: $password}) { accessToken refreshToken } }";

    private const string Refresh =
        "mutation($refreshToken: String!) { tokens: signInRefresh(useManagementflow: true, credentials: {refreshToken: $refreshToken}) { accessToken refreshToken } }";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public Task<WireReply> RfaAsync(string query, string? token = null, object? variables = null) => SendAsync(new(HttpMethod.Post, server.RfaEndpoint)
    {
        Content = JsonContent.Create(new { query, variables }),
        Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    });

    public Task<WireReply> GetAsync(Uri address) => SendAsync(new(HttpMethod.Get, address));

    public async Task<(string AccessToken, string RefreshToken)> SignInAsync()
    {
        var reply = await RfaAsync(SignIn, variables: new { userName = SandboxUser.Demo.Email, password = SandboxUser.Demo.Password });
        var tokens = reply.Json.GetProperty("data").GetProperty("tokens");
        return (tokens.GetProperty("accessToken").GetString()!, tokens.GetProperty("refreshToken").GetString()!);
    }

    /// <returns>The new refresh token; null: the old one was refused.</returns>
    public async Task<string?> RefreshAsync(string refreshToken)
    {
        var reply = await RfaAsync(Refresh, variables: new { refreshToken });
        return reply.Status == 200 && !reply.HasErrors ? reply.Json.GetProperty("data").GetProperty("tokens").GetProperty("refreshToken").GetString() : null;
    }

    public void Dispose() => _client.Dispose();

    private async Task<WireReply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            return new WireReply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
