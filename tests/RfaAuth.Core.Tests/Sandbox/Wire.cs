using System.Net.Http.Headers;
using System.Text.Json;
using RfaAuth.Sandbox;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record WireReply(int Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Json.GetProperty("data");

    public JsonElement Error => Json.GetProperty("errors")[0];

    public string? Code => Error.GetProperty("extensions").GetProperty("code").GetString();

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join('|', values) : null;
}

/// <summary>A plain HTTP client for the sandbox: no part of the module is in it.</summary>
internal sealed class Wire(SandboxServer server) : IDisposable
{
    public const string SignInDocument =
        "mutation($userName: String!, $password: String!) { signIn(useManagementflow: true, credentials: {userName: $userName, password: $password}) { accessToken refreshToken } }";

    public const string RefreshDocument =
        "mutation($refreshToken: String!) { signInRefresh(useManagementflow: true, credentials: {refreshToken: $refreshToken}) { accessToken refreshToken } }";

    public const string LoginDocument =
        "query($email:String,$username:String,$password:String!){ loginUser(email:$email,username:$username,password:$password) { id } }";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public Task<WireReply> RfaAsync(string query, string? token = null, object? variables = null, string? accept = null, CancellationToken cancellation = default) =>
        PostAsync(server.RfaEndpoint, query, token, variables, accept, cancellation);

    public Task<WireReply> ToggleAsync(string query, string? token = null, object? variables = null) =>
        PostAsync(server.ToggleEndpoint, query, token, variables);

    public async Task<(string AccessToken, string RefreshToken)> SignInAsync()
    {
        var reply = await RfaAsync(SignInDocument, variables: new { userName = SandboxUser.Demo.Email, password = SandboxUser.Demo.Password });
        var tokens = reply.Data.GetProperty("signIn");
        return (tokens.GetProperty("accessToken").GetString()!, tokens.GetProperty("refreshToken").GetString()!);
    }

    public async Task<string> LogInAsync()
    {
        var reply = await ToggleAsync(LoginDocument, variables: new { email = SandboxUser.Demo.Email, password = SandboxUser.Demo.Password });
        return reply.Header("X-Authorization")!;
    }

    public Task<WireReply> RefreshAsync(string refreshToken) => RfaAsync(RefreshDocument, variables: new { refreshToken });

    public async Task<WireReply> PostAsync(
        Uri endpoint, string query, string? token, object? variables = null, string? accept = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query, variables }), Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await SendAsync(request, cancellation);
    }

    public async Task<WireReply> SteerAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.AdminEndpoint, path));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(request, default);
    }

    public async Task<WireReply> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await _client.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new WireReply((int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, text);
    }

    /// <summary>The claims of a JWT, unchecked.</summary>
    public static JsonElement Claims(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var bytes = Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='));
        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes)).RootElement;
    }

    public void Dispose() => _client.Dispose();
}
