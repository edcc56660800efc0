namespace RfaAuth.Sandbox.CommandLine;

/// <summary>The text that is printed when the sandbox is ready.</summary>
internal static class ReadyText
{
    /// <summary>One line of JSON for programs.</summary>
    public static string Json(SandboxServer server) => JsonSerializer.Serialize(new
    {
        rfa = server.RfaEndpoint,
        toggle = server.ToggleEndpoint,
        sandbox = server.AdminEndpoint,
        trap = server.TrapEndpoint,
        processId = Environment.ProcessId,
    });

    public static string ForPeople(SandboxServer server)
    {
        var user = SandboxUser.Demo;
        return $$"""
            The sandbox is ready.

              Red Flag Alert   {{server.RfaEndpoint}}
              Toggle           {{server.ToggleEndpoint}}
              Steering         {{server.AdminEndpoint}}
              User             {{user.Email}} (or {{user.UserName}})
              Password         {{user.Password}}

            In PowerShell (without one, `dotnet tool exec powershell --yes` starts it), from the root of the repository:

              Import-Module ./RfaAuth.psd1
              $credential = [pscredential]::new('{{user.Email}}', (ConvertTo-SecureString '{{user.Password}}' -AsPlainText -Force))
              Connect-RfaApi -Endpoint {{server.RfaEndpoint}} -Credential $credential
              Invoke-RfaGraphQL '{ companies(take: 3) { items { company_number company_name } } }' -DataPath companies.items
              Connect-RfaApi -Api Toggle -Endpoint {{server.ToggleEndpoint}} -Credential $credential
              Invoke-RfaGraphQL '{ Cards(limit: 3) { data { card_reference balance } } }' -DataPath Cards.data

            Ctrl+C stops it.
            """;
    }
}
