#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Needs.psm1"
    Import-Module (Get-ModuleManifestPath)
    $analyzer = Get-Need PSScriptAnalyzer
    $cmdlets = Get-Command -Module RfaAuth | ForEach-Object { @{ Name = $_.Name; Cmdlet = $_ } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1"
    $manifestPath = Get-ModuleManifestPath
    Import-Module $manifestPath
    $root = Split-Path $manifestPath
    Set-Content "$TestDrive/a.graphql" 'type Query { name: String }'
    $assembly = [RfaAuth.RfaSession].Assembly
}

Describe 'The module' {
    It 'exports exactly the cmdlets of its assembly' {
        $implemented = $assembly.GetExportedTypes() |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $manifest = Import-PowerShellDataFile $manifestPath
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($implemented | Sort-Object)
        (Get-Command -Module RfaAuth).Name | Sort-Object | Should -Be ($implemented | Sort-Object)
        $manifest.FunctionsToExport | Should -BeNullOrEmpty
        $manifest.AliasesToExport | Should -BeNullOrEmpty
        $manifest.VariablesToExport | Should -BeNullOrEmpty
    }

    It 'has a manifest that PowerShell accepts' {
        (Test-ModuleManifest $manifestPath).Version.ToString() | Should -Be $assembly.GetName().Version.ToString(3)
    }

    It 'compiles the code of a sign-in and a call when it is imported, with an answer that has its items' {
        # The import ignores an error of the warm-up. Here it fails the test, on a thread without a runspace as at import.
        $run = $assembly.GetType('RfaAuth.Commands.WarmUp').GetMethod('Run', [System.Reflection.BindingFlags] 'Public, Static')
        $before = @(Get-RfaSession).Count
        $data = [System.Threading.Tasks.Task]::Run([System.Func[object]] $run.CreateDelegate([System.Func[object]])).GetAwaiter().GetResult()
        $data.list.items.name | Should -Be a
        @(Get-RfaSession).Count | Should -Be $before
    }

    It 'has nothing in module/bin but its assemblies and the one that it ships' {
        (Get-ChildItem "$root/module/bin").Name | Where-Object { $_ -notlike 'RfaAuth*.xml' } | Sort-Object |
            Should -Be 'Newtonsoft.Json.dll', 'RfaAuth.Core.dll', 'RfaAuth.dll'
    }

    It 'is imported without output, and only loads' {
        $output = Invoke-NewProcess -Script '$Error.Count; (Get-Module RfaAuth).ExportedCommands.Count; Get-RfaSession'
        $output -split '\r?\n' | Should -Be '0', "$((Get-Command -Module RfaAuth).Count)"
    }

    It 'works after a second import, an import by force, and a removal' {
        $output = Invoke-NewProcess -Script @"
            Import-Module '$manifestPath'; Import-Module '$manifestPath' -Force; Remove-Module RfaAuth; Import-Module '$manifestPath'
            "`$(`$Error.Count) `$(@(Get-Module RfaAuth).Count) `$(Test-RfaQuery -Query '{ nam }' -SchemaPath '$TestDrive/a.graphql' -Quiet)"
"@
        $output | Should -Be '0 1 False'
    }

    It 'works beside a module that loaded another Newtonsoft.Json first' {
        # Of an older version, as modules bring theirs, and with nothing in it.
        $null = New-Item "$TestDrive/other" -ItemType Directory -Force
        Set-Content "$TestDrive/other/make.ps1" @'
            param($path)
            Add-Type -OutputAssembly $path -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("9.0.0.0")] namespace Newtonsoft.Json { public class JsonConvert { public static string Other = "other"; } }'
'@
        Invoke-PowerShell -NoProfile -File "$TestDrive/other/make.ps1" "$TestDrive/other/Newtonsoft.Json.dll" | Should -BeNullOrEmpty
        Set-Content "$TestDrive/other/use.ps1" @"
            `$other = [System.Reflection.Assembly]::LoadFile('$TestDrive/other/Newtonsoft.Json.dll')
            "`$(`$other.GetType('Newtonsoft.Json.JsonConvert').GetField('Other').GetValue(`$null)) `$(`$other.GetName().Version)"
            Import-Module '$PSScriptRoot/TestSupport.psm1', '$PSScriptRoot/ScriptedServer.psm1', '$manifestPath'
            `$server = Start-ScriptedServer
            Connect-RfaApi -Endpoint `$server.Endpoint -Credential (New-Credential)
            (Invoke-RfaGraphQL 'query (`$a: Int) { ping }' @{ a = 1 }).ping
            Stop-ScriptedServer `$server
"@
        Invoke-PowerShell -NoProfile -File "$TestDrive/other/use.ps1" | Should -Be 'other 9.0.0.0', 'pong'
    }

    It 'keeps PowerShell out of Core, and the JSON library out of the cmdlets' {
        $core = [System.Reflection.Assembly]::LoadFrom("$root/module/bin/RfaAuth.Core.dll")
        $core.GetReferencedAssemblies().Name | Should -Not -Contain 'System.Management.Automation'
        $assembly.GetReferencedAssemblies().Name | Should -Not -Contain 'Newtonsoft.Json'
    }
}

Describe '<Name>' -ForEach $cmdlets {
    It 'has an approved verb and a noun of its own' {
        $Cmdlet.Verb | Should -BeIn (Get-Verb).Verb
        $Cmdlet.Noun | Should -Match '^Rfa[A-Z]'
    }

    It 'supports -WhatIf only if it changes something' {
        $changes = $Cmdlet.Verb -notin 'Get', 'Test', 'New', 'Select', 'Connect'
        $Cmdlet.Parameters.ContainsKey('WhatIf') | Should -Be $changes
        $Cmdlet.Parameters.ContainsKey('Confirm') | Should -Be $changes
    }

    It 'has examples without findings of PSScriptAnalyzer for 5.1 and 7' @analyzer {
        $settings = @{ Severity = 'Error', 'ParseError'; Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = '5.1', '7.0' } } }
        foreach ($example in (Get-Help $Name).examples.example) {
            Invoke-ScriptAnalyzer -ScriptDefinition ($example.code -replace '(?m)^PS[^>]*> ?') -Settings $settings | Should -BeNullOrEmpty
        }
    }

    It 'says what it returns' {
        $Cmdlet.ImplementingType.GetCustomAttributes([System.Management.Automation.OutputTypeAttribute], $true) | Should -Not -BeNullOrEmpty
    }

    It 'is a sealed class in a file of its name' {
        $Cmdlet.ImplementingType.IsSealed | Should -BeTrue
        "$(Get-RepositoryPath)/src/RfaAuth/Commands/$($Cmdlet.ImplementingType.Name).cs" | Should -Exist
    }

    It 'has a HelpMessage on every parameter, which Tab shows' {
        foreach ($parameter in $Cmdlet.Parameters.Values | Where-Object { $_.Name -notin ([System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm') }) {
            $parameter.Attributes | Where-Object { $_ -is [Parameter] } | ForEach-Object { $_.HelpMessage | Should -Match '^[A-Z].*\.$' -Because $parameter.Name }
        }
    }

    It 'takes -Session' {
        $Cmdlet.Parameters.Keys | Should -Contain 'Session'
        $Cmdlet.Parameters['Session'].ParameterType.Name | Should -Match '^RfaSession(\[\])?$'
    }

    It 'takes no secret as text' {
        $secrets = $Cmdlet.Parameters.Values | Where-Object { $_.Name -match 'Password|Secret|(Access|Refresh)Token|Credential$' -and
            $_.Name -notmatch 'Default|Name' -and $_.Name -notin 'CredentialSecret', 'TokenSecret' } # Those two are names.
        foreach ($parameter in $secrets) { $parameter.ParameterType | Should -BeIn ([securestring], [pscredential]) }
        $Cmdlet.ParameterSets.Parameters | Where-Object { $_.Name -in $secrets.Name } | ForEach-Object { $_.Position | Should -BeLessThan 0 }
    }
}

Describe 'An output object' {
    It 'has no property that could carry a secret: <_>' -ForEach 'RfaAuth.RfaSession', 'RfaAuth.RfaResponse', 'RfaAuth.RfaInputResult' {
        $type = $assembly.GetType($_)
        $type.GetProperties().Name | Should -Not -Match 'Password|Secret|AccessToken|RefreshToken|Credential|Authorization'
        $type.GetFields() | Should -BeNullOrEmpty
        $type.GetConstructors() | Should -BeNullOrEmpty
    }

    It 'has a view for each class' {
        [xml] $format = Get-Content "$root/module/RfaAuth.Format.ps1xml" -Raw
        $format.SelectNodes('//ViewSelectedBy/TypeName').InnerText | Sort-Object -Unique |
            Should -Be 'RfaAuth.Core.GraphQL.Schemas.SchemaField', 'RfaAuth.Core.GraphQL.Schemas.SchemaType', 'RfaAuth.Core.GraphQL.Validation.QueryProblem', 'RfaAuth.RfaInputResult', 'RfaAuth.RfaResponse', 'RfaAuth.RfaSession'
        foreach ($name in $format.SelectNodes('//PropertyName')) {
            $view = $name.SelectSingleNode('ancestor::View//TypeName').InnerText
            ($view -as [type]).GetProperty($name.InnerText) | Should -Not -BeNullOrEmpty -Because "$view shows $($name.InnerText)"
        }
    }
}

Describe 'The table of errors' {
    BeforeAll {
        $entries = [RfaAuth.Errors.ErrorTable]::Entries
        $codes = [RfaAuth.Core.Errors.ErrorCodes].GetFields() | ForEach-Object { $_.GetValue($null) }
    }

    It 'has each code once, in the order of the list of codes' {
        $entries.Code | Should -Be $codes
    }

    It 'has a category and an advice for each' {
        $entries | Where-Object { $_.Category -eq 'NotSpecified' } | ForEach-Object Code | Should -Be 'UnexpectedError'
        $entries.Advice | Should -Match '^[A-Z].{15,}\.$'
    }

    It 'is the one that docs/errors.md shows' {
        $rows = Get-Content "$(Get-RepositoryPath)/docs/errors.md" -Encoding UTF8 | ForEach-Object { if ($_ -cmatch '^\| `(?<code>[A-Z]\w+)` \| (?<category>\w+) \| (?<advice>.+) \|$') { "$($Matches.code) $($Matches.category) $($Matches.advice)" } }
        $rows | Should -Be ($entries | ForEach-Object { "$($_.Code) $($_.Category) $($_.Advice)" })
    }

    It 'has UnexpectedError for a defect' {
        $record = Invoke-Internal RfaAuth.Errors.ErrorRecordFactory Create @([System.InvalidOperationException]::new("a$([char]27)[31m"), 'target')
        $record.FullyQualifiedErrorId | Should -Be 'UnexpectedError'
        $record.ErrorDetails.Message | Should -Be "a$([char]0x241b)[31m"
        $record.TargetObject | Should -Be 'target'
        $record.ErrorDetails.RecommendedAction | Should -Match '^[A-Z].+\. \(UnexpectedError\)$'
    }
}
